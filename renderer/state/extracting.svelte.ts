import type {
  ExtractedFile,
  ExtractFormat,
  ExtractProgress,
  Redaction,
  TraceSelection,
} from '../../preload/contract/extract'
import type { Failure } from '../../preload/contract/failure'
import { offerDownload } from '../ui/offerDownload'
import { startWork } from './idle'
import { perSession } from './perSession'
import type { Session } from './session.svelte'

/** What is asked for in the dialog, and kept for the next time. */
interface ExtractWishes {
  format: ExtractFormat
  redactions: Redaction[]
}

export interface WrittenExtract extends ExtractedFile {
  /** Of the file, without a folder. */
  name: string
  format: ExtractFormat
}

/** Traces on their way into a file of their own. */
class Extracting {
  /** What is to go out, while somebody looks at the dialog. */
  selection = $state.raw<TraceSelection | undefined>()
  wishes = $state.raw<ExtractWishes>({ format: 'archive', redactions: [] })
  /** Undefined when nothing is being written. */
  progress = $state.raw<ExtractProgress | undefined>()
  written = $state.raw<WrittenExtract | undefined>()
  failure = $state.raw<Failure | undefined>()
  readonly #session: Session
  #controller: AbortController | undefined

  constructor(session: Session) {
    this.#session = session
  }

  /** Opens the dialog. */
  ask(selection: TraceSelection): void {
    this.written = undefined
    this.failure = undefined
    this.selection = selection
  }

  /** Closes the dialog; what is being written is not. */
  close(): void {
    this.cancel()
    this.selection = undefined
  }

  /** Writes what is asked for to a file that the user is asked for. */
  async write(name: string): Promise<void> {
    const { selection, wishes } = this
    const archive = this.#session.archive?.path
    if (!selection || archive === undefined || this.progress) return
    const controller = new AbortController()
    const endWork = startWork()
    this.#controller = controller
    this.failure = undefined
    this.progress = { phase: 'matching', share: null }
    try {
      const onProgress = (progress: ExtractProgress) => (this.progress = progress)
      const asked = { archive, selection, name, ...wishes }
      const { shell } = this.#session.explorer
      const { value, failure } = await shell.ask('traces.extract', asked, { signal: controller.signal, onProgress })
      if (failure && failure.code !== 'cancelled') this.failure = failure
      if (!value) return
      if ('address' in value.file) offerDownload(value.file.address, name)
      this.written = { ...value, name, format: wishes.format }
    } finally {
      this.progress = undefined
      endWork()
    }
  }

  cancel(): void {
    this.#controller?.abort()
  }
}

export const extractingOf = perSession((session) => new Extracting(session))
