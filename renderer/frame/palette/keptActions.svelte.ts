import { useOpening } from '../../state/opening.svelte'
import { Recent } from '../../state/recent.svelte'
import { useSession } from '../../state/session.svelte'
import type { ActionGroup } from '../../state/actions.svelte'
import type { View } from '../../views/View'

/** What the user keeps and can turn to: saved queries and the like, and recent archives, as they are known by now. */
export class KeptActions {
  #kept = $state.raw<readonly ActionGroup[]>([])
  readonly #session = useSession()
  readonly #opening = useOpening()
  readonly #recent = new Recent(this.#session)

  get groups(): ActionGroup[] {
    const others = this.#recent.archives.filter(({ present, path }) => present && path !== this.#session.archive?.path)
    const actions = others.map(({ path, name }) => ({
      keys: [],
      does: `Open ${name}`,
      detail: path,
      run: () => void this.#opening.openPaths([path], name),
    }))
    return [...this.#kept, { title: 'Recent archives', actions }]
  }

  /** Asks anew; what was known is shown until then. */
  async refresh(views: readonly View[]): Promise<void> {
    void this.#recent.refresh()
    const usable = this.#session.archive ? views : views.filter(({ needsArchive }) => !needsArchive)
    this.#kept = await Promise.all(usable.flatMap(({ kept }) => (kept ? [kept(this.#session)] : [])))
  }
}
