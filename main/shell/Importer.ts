import type { ImportReport, OpeningProgress } from '../../preload/contract/archive'
import type { Context } from '../../preload/contract/channel'
import { Failed } from '../../preload/contract/failure'
import { Turns } from '../../preload/contract/Turns'
import { importEntry, startImport } from '../hosts/runImport'
import type { SpareHosts } from '../hosts/SpareHosts'
import type { HostProcess } from '../hosts/spawnHost'

/** Runs the imports of all windows, one after another: each would have the whole machine. */
export class Importer {
  readonly #spares: SpareHosts<HostProcess>
  readonly #entryFolder: string
  readonly #turns = new Turns()

  constructor(spares: SpareHosts<HostProcess>, entryFolder: string) {
    this.#spares = spares
    this.#entryFolder = entryFolder
  }

  /** Has a host ready for the next import. */
  prepare(): void {
    this.#spares.prepare(importEntry(this.#entryFolder))
  }

  /**
   * Imports `paths` into an archive when its turn has come; null where `isNeeded` says then that there is
   * nothing to do any more. Fails as the import fails, with `cancelled` at most 200 ms after the signal was aborted.
   */
  async run(
    { paths, into }: { paths: string[]; into: string },
    { signal, progress }: Context<OpeningProgress>,
    isNeeded: () => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<ImportReport | null> {
    const leave = await this.#turns.enter(signal, (ahead) => progress({ phase: 'waiting', ahead }))
    let ended = Promise.resolve()
    try {
      if (!(await isNeeded())) return null
      const running = startImport(
        this.#spares.spawn,
        this.#entryFolder,
        { paths, into },
        { signal, onProgress: progress },
      )
      ended = running.ended
      const { value: report, failure } = await running.result
      if (failure) throw new Failed(failure)
      return report
    } finally {
      // The answer does not wait for the clearing away; the next import does.
      void ended.then(leave, leave)
    }
  }
}
