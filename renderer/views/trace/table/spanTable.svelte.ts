import { SvelteMap } from 'svelte/reactivity'
import type { OpenedArchive } from '../../../../preload/contract/archive'
import type { TraceValues } from '../../../../preload/contract/attributes'
import { Asking } from '../../../state/asking.svelte'
import { startWork } from '../../../state/idle'
import type { Session } from '../../../state/session.svelte'
import type { TableSort } from '../../../ui/table/TableColumn'
import { Slices } from '../Slices'
import type { TraceState } from '../trace.svelte'
import { isNumber } from './fieldColumns'
import { rankTexts } from './rankTexts'
import { SPAN_COLUMNS, type TableSource } from './spanColumns'
import { sortRows } from './sortRows'

/** The table of one trace's spans as the user left it. */
export class SpanTable {
  /** The rows of the trace in the order of the table; undefined until that is known. */
  rows = $state.raw<Int32Array | undefined>()
  sorting = $state(false)
  /** Changes whenever the selected row is to be seen again. */
  shows = $state(0)
  /** How far it is scrolled, in pixels. */
  offset = $state(0)
  readonly #fields = new SvelteMap<string, Asking<TraceValues>>()
  #archive: OpenedArchive | undefined
  #running: AbortController | undefined

  /** What the spans have in a field that is shown; undefined while that is not known. */
  valuesOf(field: string): TraceValues | undefined {
    return this.#fields.get(field)?.answer
  }

  /** The fields whose values could not be had. */
  get failed(): string[] {
    return [...this.#fields].flatMap(([field, asking]) => (asking.failure && !asking.pending ? [field] : []))
  }

  failureOf(field: string) {
    return this.#fields.get(field)?.failure
  }

  get asking(): boolean {
    return [...this.#fields.values()].some(({ pending }) => pending)
  }

  /** Sees that the values of just these fields come. */
  want(session: Session, traceId: string, fields: readonly string[]): void {
    const renewed = session.archive !== this.#archive
    this.#archive = session.archive
    for (const [field, asking] of this.#fields) {
      if (fields.includes(field)) continue
      asking.cancel()
      this.#fields.delete(field)
    }
    for (const field of fields) if (renewed || !this.#fields.has(field)) this.ask(session, traceId, field)
  }

  ask(session: Session, traceId: string, field: string): void {
    const asking = this.#fields.get(field) ?? new Asking<TraceValues>()
    this.#fields.set(field, asking)
    void asking.ask((signal) => session.ask('trace.values', { traceId, field }, { signal }))
  }

  /** Sorts rows of the trace, in slices; what was being sorted before is given up. True when this became the order. */
  async sort(source: TableSource, among: Int32Array, { column, descending }: TableSort): Promise<boolean> {
    this.#running?.abort()
    const controller = new AbortController()
    this.#running = controller
    this.sorting = true
    const endWork = startWork()
    const slices = new Slices(controller.signal)
    try {
      const keyOf = await keysOf(source, column, this.valuesOf(column), slices)
      this.rows = await sortRows(among, keyOf, descending, slices)
      return true
    } catch (error) {
      if (!controller.signal.aborted) throw error
      return false
    } finally {
      if (this.#running === controller) this.sorting = false
      endWork()
    }
  }
}

/** What rows are sorted by; the order of the tree where the column has no values. */
async function keysOf(
  source: TableSource,
  column: string,
  values: TraceValues | undefined,
  slices: Slices,
): Promise<(row: number) => number> {
  const own = SPAN_COLUMNS.find(({ id }) => id === column)
  if (own?.texts) {
    const ranks = await rankTexts(own.texts(source.columns), () => false, slices)
    return (row) => ranks[own.key(source, row)] ?? NaN
  }
  if (own) return (row) => own.key(source, row)
  if (!values) return (row) => row
  const ranks = await rankTexts(values.texts, (text) => isNumber(values, text), slices)
  return (row) => ranks[values.index[row] ?? -1] ?? NaN
}

const tables = new WeakMap<TraceState, SpanTable>()

/** The table of a trace: kept while another view of it is shown. */
export function spanTableOf(trace: TraceState): SpanTable {
  const known = tables.get(trace)
  if (known) return known
  const made = new SpanTable()
  tables.set(trace, made)
  return made
}
