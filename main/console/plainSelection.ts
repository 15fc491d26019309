import type { DuckDBConnection } from '@duckdb/node-api'
import type { CheckedStatement } from './checkStatement'
import { SELECTED_ROWS, SELECTED_SPANS } from './SelectedSpans'
import { placeOf } from './sqlFailure'

/**
 * A statement that picks columns of `spans` or `selected_spans`, and rows of them, and reckons nothing:
 * `SELECT * FROM spans WHERE …`.
 * Its result is held as the numbers of these rows: 10 million spans with their attributes, copied into a table, take
 * half a minute and 7 GB, most of it on disk, where a page of sorted rows then takes seconds.
 */
export interface PlainSelection {
  /** A relation with the columns `key`, the span's row in the archive, and `c0`, `c1` … */
  base: string
  /** Answers the keys of the rows; the user's own part begins at `tail`. */
  statement: string
  tail: number
  /** Where that part starts in what the user wrote. */
  offset: number
  /** Every span is wanted, in any order; or those that match are; or the statement says in which order, or how many. */
  wants: 'all' | 'matching' | 'ordered'
}

/** Null for every other statement. */
export async function plainSelection(
  connection: DuckDBConnection,
  { text, offset, tokens, parsed, columns }: CheckedStatement,
): Promise<PlainSelection | null> {
  const node = selectNode(parsed)
  const table = node && spansTable(node['from_table'])
  if (!node || !table || !columnsAlone(node['select_list'])) return null
  const modifiers = node['modifiers'] ?? []
  if (!Array.isArray(modifiers) || !modifiers.every(keepsRows)) return null
  const at = placeOf(table.location, { text, before: 0, offset })
  const place = tokens.findIndex(({ start }) => start === at)
  const before = tokens[place - 1]
  const name = tokens[place]
  const first = tokens[0]?.value.toUpperCase()
  const isFirst = first === 'FROM' && place === 1 && !tokens.some(({ value }) => /^select$/i.test(value))
  if (!name || !before || !(isFirst || first === 'SELECT') || !/^from$/i.test(before.value)) return null
  const described = await connection.runAndReadAll('DESCRIBE main.spans')
  const known = new Map(described.getRows().map(([column, type]) => [String(column).toLowerCase(), String(type)]))
  const own = columns.map(({ name, valueType }) =>
    known.get(name.toLowerCase()) === valueType.toString() ? name : null,
  )
  if (own.includes(null)) return null
  const listed = own.map((column, index) => `"${String(column).replaceAll('"', '""')}" AS c${index}`)
  const head = `SELECT span_row AS key FROM ${ROWS[table.name]}${table.alias ? '' : ` AS ${table.name}`}`
  const statement = head + text.slice(name.end - offset)
  const isPrepared = await connection.prepare(statement).then(
    (prepared) => prepared.columnCount === 1,
    () => false,
  )
  if (!isPrepared) return null
  return {
    base: `(SELECT span_row AS key, ${listed.join(', ')} FROM store.spans)`,
    statement,
    tail: head.length,
    offset: name.end,
    wants: modifiers.length > 0 ? 'ordered' : 'where_clause' in node || table.name !== 'spans' ? 'matching' : 'all',
  }
}

type Node = Record<string, unknown>

/** What a plain selection may consist of, in DuckDB's own parse without what is empty. */
const PARTS = ['type', 'modifiers', 'select_list', 'from_table', 'where_clause', 'aggregate_handling']

function selectNode(parsed: unknown): Node | null {
  const statements = isNode(parsed) ? parsed['statements'] : null
  const [statement] = Array.isArray(statements) && statements.length === 1 ? statements : []
  const node = isNode(statement) ? statement['node'] : null
  if (!isNode(node) || node['type'] !== 'SELECT_NODE' || node['aggregate_handling'] !== 'STANDARD_HANDLING') return null
  return hasOnly(node, PARTS) ? node : null
}

/** Where the rows of a relation are that have the columns of spans, with `span_row`. */
const ROWS = { spans: 'store.spans', [SELECTED_SPANS]: SELECTED_ROWS }
const SOURCES = ['spans', SELECTED_SPANS] as const

function spansTable(from: unknown): { name: keyof typeof ROWS; location: number; alias: boolean } | null {
  if (!isNode(from) || !hasOnly(from, ['type', 'table_name', 'query_location', 'alias'])) return null
  const { type, table_name: name, query_location: location } = from
  const known = SOURCES.find((source) => typeof name === 'string' && name.toLowerCase() === source)
  if (type !== 'BASE_TABLE' || known === undefined || typeof location !== 'number') return null
  return { name: known, location, alias: 'alias' in from }
}

function columnsAlone(selected: unknown): boolean {
  if (!Array.isArray(selected)) return false
  return selected.every((item: unknown) => {
    if (!isNode(item)) return false
    if (item['class'] === 'STAR')
      return hasOnly(item, ['class', 'type', 'query_location', 'relation_name', 'exclude_list'])
    return item['class'] === 'COLUMN_REF' && hasOnly(item, ['class', 'type', 'query_location', 'column_names'])
  })
}

/** Sorts by what has a name, and limits. `ORDER BY 2` and `ORDER BY ALL` mean columns of the answer. */
function keepsRows(modifier: unknown): boolean {
  if (!isNode(modifier)) return false
  if (modifier['type'] === 'LIMIT_MODIFIER') return true
  const orders = modifier['type'] === 'ORDER_MODIFIER' ? modifier['orders'] : null
  if (!Array.isArray(orders)) return false
  return orders.every((order: unknown) => {
    const expression = isNode(order) ? order['expression'] : null
    return isNode(expression) && expression['class'] !== 'CONSTANT' && expression['class'] !== 'STAR'
  })
}

function hasOnly(node: Node, keys: string[]): boolean {
  return Object.keys(node).every((key) => keys.includes(key))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null
}
