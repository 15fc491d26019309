import type { Result } from '../../../../preload/contract/channel'
import type { ExportProgress, WrittenFile } from '../../../../preload/contract/exports'
import { failureOf, type Failure } from '../../../../preload/contract/failure'
import { startWork } from '../../../state/idle'
import type { Notices } from '../../../state/notices.svelte'
import type { Session } from '../../../state/session.svelte'
import { offerDownload } from '../../../ui/offerDownload'

export interface Export {
  /** Of the file. */
  name: string
  /** What it is written as. */
  title: string
  /** Said when it is written, beside where; empty for nothing. */
  remark: string
  write: (signal: AbortSignal, onProgress: (progress: ExportProgress) => void) => Promise<Result<WrittenFile | null>>
}

/** The file that is being written, one at a time: it goes on while the user is elsewhere. */
export class TraceExport {
  running = $state.raw<Export | undefined>()
  /** 0 to 1; null while nothing is known. */
  share = $state<number | null>(null)
  failed = $state.raw<{ file: Export; failure: Failure } | undefined>()
  #controller: AbortController | undefined

  /** Writes a file, unless another one is being written. */
  async start(file: Export, notices: Notices): Promise<void> {
    if (this.running) return
    const controller = new AbortController()
    const endWork = startWork()
    this.#controller = controller
    this.failed = undefined
    this.share = null
    this.running = file
    try {
      const onProgress = ({ spanCount, totalSpans }: ExportProgress) => {
        this.share = totalSpans === 0 ? null : spanCount / totalSpans
      }
      const { value, failure } = await file.write(controller.signal, onProgress).catch(failed)
      if (failure?.code === 'cancelled') notices.say('Cancelled: nothing was written')
      else if (failure) this.failed = { file, failure }
      else if (value) notices.say([told(value, file.name), file.remark].filter((part) => part !== '').join('. '))
    } finally {
      this.running = undefined
      endWork()
    }
  }

  cancel(): void {
    this.#controller?.abort()
  }
}

/** Pictures are made in the page. */
function failed(thrown: unknown): Result<never> {
  return { failure: failureOf(thrown) }
}

function told(written: WrittenFile, name: string): string {
  if ('path' in written) return `Written to ${written.path}`
  offerDownload(written.address, name)
  return `Downloaded ${name}`
}

const exports = new WeakMap<Session, TraceExport>()

export function traceExportOf(session: Session): TraceExport {
  const known = exports.get(session)
  if (known) return known
  const made = new TraceExport()
  exports.set(session, made)
  return made
}
