import type { OpenedArchive } from '../../../preload/contract/archive'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { AnswerKind, MatchHistogram } from '../../../preload/contract/matches'
import { questionKey } from '../../../preload/contract/questionKey'
import { Asking } from '../../state/asking.svelte'
import { perSession } from '../../state/perSession'
import type { Session } from '../../state/session.svelte'

/** Bins at the most: wide enough to be hit with a mouse, and enough to see a spike. */
const BINS = 150

/** Matches over time, as they were asked for last. */
export class MatchesOverTime {
  readonly asking = new Asking<MatchHistogram>()
  readonly #session: Session
  #archive: OpenedArchive | undefined
  #key = ''

  constructor(session: Session) {
    this.#session = session
  }

  /** Groups are made of spans. */
  async show(archive: OpenedArchive | undefined, filter: TraceFilter, kind: AnswerKind): Promise<void> {
    const show = kind === 'traces' ? 'traces' : 'spans'
    const key = questionKey([filter, show])
    if (archive === this.#archive && key === this.#key) return
    if (archive?.path !== this.#archive?.path) this.asking.answer = undefined
    this.#archive = archive
    this.#key = key
    if (!archive) return this.asking.cancel()
    await this.asking.ask((signal) => this.#session.ask('matches.histogram', { filter, show, bins: BINS }, { signal }))
  }

  /** Gives up; the same is asked again when it is to be shown. */
  cancel(): void {
    if (this.asking.pending) this.#key = ''
    this.asking.cancel()
  }

  retry(filter: TraceFilter, kind: AnswerKind): void {
    this.#key = ''
    void this.show(this.#archive, filter, kind)
  }
}

export const matchesOverTimeOf = perSession((session) => new MatchesOverTime(session))
