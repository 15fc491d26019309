import type { RecentArchive } from '../../preload/contract/archive'
import type { Failure } from '../../preload/contract/failure'
import { Asking } from './asking.svelte'
import type { Session } from './session.svelte'

/** The archives that were opened lately, newest first, as the program keeps them. */
export class Recent {
  readonly list = new Asking<RecentArchive[]>()
  /** Why the last removal did not happen. */
  failure = $state.raw<Failure | undefined>()
  readonly archives = $derived([...(this.list.answer ?? [])].sort((a, b) => b.openedAt - a.openedAt))
  /** Bytes of the program's own copies: what deleting them would free. */
  readonly ownedBytes = $derived(
    this.archives.reduce((sum, archive) => sum + (archive.owned && archive.present ? archive.byteCount : 0), 0),
  )
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  async refresh(): Promise<void> {
    await this.list.ask((signal) => this.#session.explorer.shell.ask('recent.list', {}, { signal }))
  }

  /** Takes the archive off the list. Its file stays. */
  async remove(archive: RecentArchive): Promise<void> {
    const { failure } = await this.#session.explorer.shell.ask('recent.remove', { path: archive.path })
    this.failure = failure
    await this.refresh()
  }

  /** Deletes the program's own copy. An archive that is open is left first. */
  async delete(archive: RecentArchive): Promise<void> {
    if (this.#session.archive?.path === archive.path) this.#session.leaveArchive()
    const { failure } = await this.#session.explorer.shell.ask('recent.delete', { path: archive.path })
    this.failure = failure
    await this.refresh()
  }
}
