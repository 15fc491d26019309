import type { OpenedArchive } from '../../../preload/contract/archive'
import type { TraceColumns } from '../../../preload/contract/trace'
import { Asking } from '../../state/asking.svelte'
import { perSession } from '../../state/perSession'
import type { Session } from '../../state/session.svelte'
import { sameColumns } from './sameColumns'
import { TraceState } from './trace.svelte'

/** The trace that a session looked at last: it is kept as it was while other views are shown. */
class OpenTrace {
  state = $state.raw<TraceState | undefined>()
  readonly asking = new Asking<TraceColumns>()
  readonly #session: Session
  #traceId = ''
  #archive: OpenedArchive | undefined

  constructor(session: Session) {
    this.#session = session
  }

  /** Loads a trace unless it is the one that is here already. */
  async open(traceId: string): Promise<void> {
    const archive = this.#session.archive
    if (this.#traceId === traceId && this.#archive === archive && (this.state || this.asking.pending)) return
    // The same trace of an archive in a new state is shown as it was until the answer is there.
    const again = this.#traceId === traceId && this.#archive?.path === archive?.path
    this.#traceId = traceId
    this.#archive = archive
    if (!again) this.state = undefined
    const columns = await this.asking.ask((signal) => this.#session.ask('trace.columns', { traceId }, { signal }))
    if (this.asking.failure) this.state = undefined
    if (columns && !(this.state && sameColumns(this.state.columns, columns))) this.state = new TraceState(columns)
  }

  async retry(): Promise<void> {
    const traceId = this.#traceId
    this.#traceId = ''
    await this.open(traceId)
  }
}

export const openTraceOf = perSession((session) => new OpenTrace(session))
