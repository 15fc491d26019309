import type { WrittenFile } from '../../../../preload/contract/exports'
import type { TraceFilter } from '../../../../preload/contract/explorer'
import type { Failure } from '../../../../preload/contract/failure'
import { formatBytes } from '../../../../preload/contract/formatBytes'
import { countOf } from '../../../../preload/contract/formatCount'
import type { Arrangement, ResultFormat } from '../../../../preload/contract/sql/held'
import type { SqlParameters } from '../../../../preload/contract/sql/parameters'
import type { ResultExportProgress } from '../../../../preload/contract/sql/resultExport'
import { startWork } from '../../../state/idle'
import type { Notices } from '../../../state/notices.svelte'
import { perSession } from '../../../state/perSession'
import type { Session } from '../../../state/session.svelte'
import { offerDownload } from '../../../ui/offerDownload'

/** A file that is to be written. */
export interface WantedFile {
  archive: string
  statement: string
  parameters: SqlParameters
  selection: TraceFilter | null
  arrangement: Arrangement | null
  columns: number[] | null
  format: ResultFormat
  name: string
}

/** The result that is being written to a file, one at a time: it goes on while the user is elsewhere. */
class ResultExport {
  running = $state.raw<WantedFile | undefined>()
  progress = $state.raw<ResultExportProgress | undefined>()
  failed = $state.raw<{ file: WantedFile; failure: Failure } | undefined>()
  readonly #session: Session
  #controller: AbortController | undefined

  constructor(session: Session) {
    this.#session = session
  }

  /** Writes a file, unless another one is being written. */
  async start(file: WantedFile, notices: Notices): Promise<void> {
    if (this.running) return
    const controller = new AbortController()
    const endWork = startWork()
    this.#controller = controller
    this.failed = undefined
    this.progress = undefined
    this.running = file
    const { value, failure } = await this.#session.explorer.shell.ask('sql.export', file, {
      signal: controller.signal,
      onProgress: (progress) => (this.progress = progress),
    })
    this.running = undefined
    endWork()
    if (failure?.code === 'cancelled') notices.say('Cancelled: nothing was written')
    else if (failure) this.failed = { file, failure }
    else if (value) notices.say(told(value, file.name, this.progress))
  }

  cancel(): void {
    this.#controller?.abort()
  }
}

function told(written: WrittenFile, name: string, progress: ResultExportProgress | undefined): string {
  const { rowCount = null, byteCount = null } = progress ?? {}
  const figures = [
    ...(rowCount === null ? [] : [countOf(rowCount, 'row')]),
    ...(byteCount === null ? [] : [formatBytes(byteCount)]),
  ].join(', ')
  if ('path' in written) return `Written to ${written.path}${figures === '' ? '' : ` (${figures})`}`
  offerDownload(written.address, name)
  return `Downloaded ${name}${figures === '' ? '' : ` (${figures})`}`
}

export const resultExportOf = perSession((session) => new ResultExport(session))
