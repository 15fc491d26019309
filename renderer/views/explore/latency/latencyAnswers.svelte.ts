import type { OpenedArchive } from '../../../../preload/contract/archive'
import type { LatencyMap } from '../../../../preload/contract/explore/latency'
import type { RatesOverTime } from '../../../../preload/contract/explore/rates'
import type { TraceFilter } from '../../../../preload/contract/explorer'
import type { QueryProgress } from '../../../../preload/contract/matches'
import { questionKey } from '../../../../preload/contract/questionKey'
import { Asking } from '../../../state/asking.svelte'
import { perSession } from '../../../state/perSession'
import type { Session } from '../../../state/session.svelte'

/** Cells that are large enough to be hit with a mouse, and small enough to show a shape. */
const TIME_BINS = 160
const DURATION_BINS = 80

interface Question {
  filter: TraceFilter
  over: 'spans' | 'traces'
}

/** Latency as it was asked for last: what is asked again is there at once. */
class LatencyAnswers {
  readonly map = new Asking<LatencyMap>()
  readonly rates = new Asking<RatesOverTime>()
  /** How the question gets on; undefined until it takes long. */
  progress = $state.raw<QueryProgress | undefined>()
  readonly #session: Session
  #archive: OpenedArchive | undefined
  #mapKey = ''
  #ratesKey = ''

  constructor(session: Session) {
    this.#session = session
  }

  async show(archive: OpenedArchive | undefined, question: Question, by: string | null): Promise<void> {
    if (archive !== this.#archive) this.#mapKey = this.#ratesKey = ''
    if (archive?.path !== this.#archive?.path) this.map.answer = this.rates.answer = undefined
    this.#archive = archive
    if (!archive) return this.cancel()
    await Promise.all([this.#askMap(question), this.#askRates(question, by)])
  }

  /** Stops counting, and shows nothing rather than what was asked before. */
  giveUp(): void {
    this.cancel()
    this.map.answer = this.rates.answer = undefined
  }

  /** Asks the same again. */
  retry(question: Question, by: string | null): void {
    this.#mapKey = this.#ratesKey = ''
    void this.show(this.#archive, question, by)
  }

  /** The same is asked again when it is to be shown. */
  cancel(): void {
    if (this.map.pending) this.#mapKey = ''
    if (this.rates.pending) this.#ratesKey = ''
    this.map.cancel()
    this.rates.cancel()
  }

  async #askMap({ filter, over }: Question): Promise<void> {
    const key = questionKey([filter, over])
    if (key === this.#mapKey) return
    this.#mapKey = key
    const parameters = { filter, over, timeBins: TIME_BINS, durationBins: DURATION_BINS }
    this.progress = undefined
    const onProgress = (progress: QueryProgress) => (this.progress = progress)
    await this.map.ask((signal) => this.#session.ask('explore.latency', parameters, { signal, onProgress }))
  }

  async #askRates({ filter, over }: Question, by: string | null): Promise<void> {
    const key = questionKey([filter, over, by])
    if (key === this.#ratesKey) return
    this.#ratesKey = key
    const parameters = { filter, over, bins: TIME_BINS, by }
    await this.rates.ask((signal) => this.#session.ask('explore.rates', parameters, { signal }))
  }
}

export const latencyAnswersOf = perSession((session) => new LatencyAnswers(session))
