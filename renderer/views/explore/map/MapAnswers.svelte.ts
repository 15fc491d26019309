import type { OpenedArchive } from '../../../../preload/contract/archive'
import type { TraceFilter } from '../../../../preload/contract/explorer'
import type { CallsOverTime, ServiceMap } from '../../../../preload/contract/explore/serviceMap'
import { questionKey } from '../../../../preload/contract/questionKey'
import { Asking } from '../../../state/asking.svelte'
import { startWork } from '../../../state/idle'
import type { Session } from '../../../state/session.svelte'
import type { ComparedMaps } from './changeTables'
import { secondsOf, type MapStretches } from './stretches'

interface MapAnswer extends MapStretches {
  /** Tells the filter from others. */
  of: string
  map: ServiceMap
  /** What it is held against; null for nothing. */
  mapBefore: ServiceMap | null
}

/** What is asked for the map. */
export class MapAnswers {
  /** Of the whole archive: there at once, and shown until the calls of the filter are known. */
  readonly whole = new Asking<ServiceMap>()
  readonly asking = new Asking<MapAnswer>()
  readonly overTime = new Asking<CallsOverTime>()
  readonly #session: Session
  #path: string | undefined
  #filterKey = ''
  #next: { filter: TraceFilter; stretches: MapStretches } | undefined

  constructor(session: Session) {
    this.#session = session
  }

  /** Both maps, where there are two and it is known over what time; null otherwise. */
  get compared(): ComparedMaps | null {
    const [answer, calls] = [this.asking.answer, this.overTime.answer]
    if (!answer?.mapBefore || !answer.before || !calls) return null
    const seconds = { before: secondsOf(answer.before, calls), after: secondsOf(answer.now, calls) }
    return { before: answer.mapBefore, after: answer.map, seconds }
  }

  /** Of another archive nothing stays. */
  showWhole(archive: OpenedArchive): void {
    if (archive.path !== this.#path) this.whole.answer = this.asking.answer = this.overTime.answer = undefined
    this.#path = archive.path
    void this.whole.ask((signal) => this.#session.ask('explore.dependencies', {}, { signal }))
  }

  showOverTime(filter: TraceFilter): void {
    void this.overTime.ask((signal) => this.#session.ask('explore.callsOverTime', { filter }, { signal }))
  }

  /**
   * Another filter cancels what was asked before. While a stretch of time is drawn, what is asked already is awaited,
   * which takes no longer than a moment, and of all that was drawn meanwhile the last is asked: the map follows the pointer.
   */
  show(filter: TraceFilter, stretches: MapStretches): void {
    const key = questionKey(filter)
    const follows = key === this.#filterKey && this.asking.pending
    this.#filterKey = key
    this.#next = { filter, stretches }
    if (!follows) void this.#askNext()
  }

  cancel(): void {
    this.#next = undefined
    this.#filterKey = ''
    this.asking.cancel()
  }

  async #askNext(): Promise<void> {
    if (!this.#next) return
    const { filter, stretches } = this.#next
    this.#next = undefined
    const endWork = startWork()
    await this.asking.ask(async (signal) => {
      const ask = (between: MapStretches['now']) =>
        this.#session.ask('explore.serviceMap', { filter, between }, { signal })
      const [now, before] = await Promise.all([ask(stretches.now), stretches.before && ask(stretches.before)])
      if (now.failure) return now
      if (before?.failure) return before
      return { value: { of: questionKey(filter), ...stretches, map: now.value, mapBefore: before?.value ?? null } }
    })
    if (!this.asking.pending) await this.#askNext()
    endWork()
  }
}
