import type { DuckDBConnection } from '@duckdb/node-api'
import type { TraceFilter } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import { questionKey } from '../../preload/contract/questionKey'
import { lexStatement } from '../../preload/contract/sql/lexStatement'
import { readSelection } from '../archive/keptSelection'
import { bitsOf, isInSpanSet, readSpanSet, type SpanSet } from '../archive/SpanSet'
import { sql, type Statement } from '../archive/sql'
import { filteredSpans } from '../queries/filteredSpans'
import { sqlFailure } from './sqlFailure'

/** What the spans of a selection are called in statements. */
export const SELECTED_SPANS = 'selected_spans'

/** The same with `span_row`. */
export const SELECTED_ROWS = 'temp.traceloupe_selected_spans'

/** So many selections are remembered: statement after statement is about the same one. */
const KEPT = 4

/** The spans of selections, which statements read as the relation `selected_spans`. */
export class SelectedSpans {
  readonly #archive: string
  readonly #sets = new Map<string, SpanSet>()

  constructor(archive: string) {
    this.#archive = archive
  }

  /**
   * Makes `selected_spans` on the connection of a statement that names it: a view like `spans`, of all spans where
   * nothing is selected. Fails with `query_wrong` and `selection_gone`.
   */
  async provide(
    connection: DuckDBConnection,
    { statement, selection }: { statement: string; selection: TraceFilter | null },
  ): Promise<void> {
    if (!isNamed(statement)) return
    const filter = narrowing(selection)
    try {
      const condition = filter === null ? sql`true` : await this.#condition(connection, filter)
      const rows = sql`SELECT * FROM store.spans WHERE ${condition}`
      await run(connection, sql`CREATE TEMP VIEW traceloupe_selected_spans AS ${rows}`)
      const columns = sql`* EXCLUDE (trace_key, span_row, parent_row)`
      await run(
        connection,
        sql`CREATE TEMP VIEW selected_spans AS SELECT ${columns} FROM temp.traceloupe_selected_spans`,
      )
    } catch (error) {
      throw error instanceof Failed ? error : sqlFailure(error, NOT_WRITTEN)
    }
  }

  async #condition(connection: DuckDBConnection, filter: TraceFilter): Promise<Statement> {
    const set = await this.#setOf(connection, filter)
    if (set === null) return sql`false`
    await run(connection, sql`CREATE TEMP TABLE traceloupe_selection AS SELECT ${bitsOf(set)} AS bits`)
    return isInSpanSet(sql`span_row`, set, sql`(SELECT bits FROM temp.traceloupe_selection)`)
  }

  async #setOf(connection: DuckDBConnection, filter: TraceFilter): Promise<SpanSet> {
    const key = questionKey(filter)
    const known = this.#sets.get(key)
    const set = known === undefined ? await this.#find(connection, filter) : known
    this.#sets.delete(key)
    this.#sets.set(key, set)
    for (const oldest of this.#sets.keys()) if (this.#sets.size > KEPT) this.#sets.delete(oldest)
    return set
  }

  async #find(connection: DuckDBConnection, filter: TraceFilter): Promise<SpanSet> {
    const chosen = filter.selection === null ? undefined : await readSelection(this.#archive, filter.selection)
    return readSpanSet(connection, filteredSpans(filter, chosen?.spans))
  }
}

/** The place of an error that is in none of what the user wrote. */
const NOT_WRITTEN = { text: '', before: 1, offset: 0 }

function isNamed(statement: string): boolean {
  return lexStatement(statement).some(
    ({ kind, value }) => (kind === 'word' || kind === 'name') && value.toLowerCase() === SELECTED_SPANS,
  )
}

/** A selection that leaves something out; null for all others. */
function narrowing(selection: TraceFilter | null): TraceFilter | null {
  if (selection === null) return null
  const { query, ...bounds } = selection
  return query.trim() === '' && Object.values(bounds).every((bound) => bound === null) ? null : selection
}

async function run(connection: DuckDBConnection, { text, values }: Statement): Promise<void> {
  await connection.run(text, values)
}
