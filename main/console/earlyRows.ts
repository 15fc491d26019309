import type { DuckDBConnection } from '@duckdb/node-api'
import type { Context } from '../../preload/contract/channel'
import type { EarlyRows } from '../../preload/contract/sql/held'
import type { SqlProgress, SqlValue } from '../../preload/contract/sql/sql'
import type { CheckedStatement } from './checkStatement'
import type { PlainSelection } from './plainSelection'
import { readKeyed } from './readKeyed'
import { cutCells, rowsOf } from './readRows'

/** What takes longer than this may report its first rows before its end. */
const AFTER_MS = 10
export const FIRST_ROWS = 200
/** Spans among which the first that match are looked for; eight times as many when they are too few. */
const FIRST_SPANS = 10_000
const MOST_SPANS = 1_000_000

export interface LongStatement {
  statement: CheckedStatement
  selection: PlainSelection | null
}

/**
 * Runs `work`, and meanwhile, on a connection of its own from `connect`, finds the rows that its result will begin with. That is
 * possible where rows come in the order of a table, and nothing has to be known of all of them before the first.
 */
export async function withEarlyRows<Value>(
  connect: () => Promise<DuckDBConnection>,
  asked: LongStatement,
  { signal, progress }: Context<SqlProgress>,
  work: () => Promise<Value>,
): Promise<Value> {
  const started = performance.now()
  const ended = new AbortController()
  const find = async () => {
    const connection = await connect()
    const interrupting = setInterval(() => {
      if (ended.signal.aborted || signal.aborted) connection.interrupt()
    }, 5)
    try {
      const rows = await firstRows(connection, asked, ended.signal)
      if (rows === null || ended.signal.aborted) return
      const columns = asked.statement.columns.map(({ name, type }) => ({ name, type }))
      const early: EarlyRows = { columns, rows: cutCells(rows) }
      progress({ elapsedMs: performance.now() - started, percentage: null, early })
    } finally {
      clearInterval(interrupting)
      connection.closeSync()
    }
  }
  let finding: Promise<void> = Promise.resolve()
  const timer = setTimeout(() => {
    // What is wrong with the statement, its own run will say.
    finding = find().catch(() => undefined)
  }, AFTER_MS)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
    ended.abort()
    await finding
  }
}

async function firstRows(
  connection: DuckDBConnection,
  { statement, selection }: LongStatement,
  ended: AbortSignal,
): Promise<SqlValue[][] | null> {
  const { bound } = statement
  if (selection) return selection.wants === 'matching' ? firstSpans(connection, statement, selection, ended) : null
  if (!(await comesInOrder(connection, statement))) return null
  const text = `SELECT * FROM (${statement.text}\n) LIMIT ${FIRST_ROWS}`
  return rowsOf(await connection.run(text, bound?.values, bound?.types))
}

/** The spans that match are held in the order of the archive: the first are at its begin. */
async function firstSpans(
  connection: DuckDBConnection,
  { bound, columns }: CheckedStatement,
  selection: PlainSelection,
  ended: AbortSignal,
): Promise<SqlValue[][] | null> {
  for (let spans = FIRST_SPANS; !ended.aborted && spans <= MOST_SPANS; spans *= 8) {
    const text = `SELECT key FROM (${selection.statement}\n) WHERE key < ${spans} ORDER BY key LIMIT ${FIRST_ROWS}`
    const found = await connection.runAndReadAll(text, bound?.values, bound?.types)
    const keys = found.getRows().map(([key]) => Number(key))
    const selected = columns.map((_, index) => `c${index}`).join(', ')
    if (keys.length === FIRST_ROWS) return readKeyed(connection, { base: selection.base, keys, selected })
  }
  return null
}

/** Whether the rows come in the same order each time: joins mix them, and sorting and grouping need all of them. */
async function comesInOrder(
  connection: DuckDBConnection,
  { text, bound, tokens, standsAlone, catalog }: CheckedStatement,
) {
  if (standsAlone || catalog || tokens.some(({ value }) => VARYING.test(value))) return false
  const explained = await connection.runAndReadAll(`EXPLAIN (FORMAT json) ${text}`, bound?.values, bound?.types)
  const plan = String(explained.value(1, 0))
  const names = [...plan.matchAll(/^\s*"name": "([^"]*)",?\s*$/gm)].map(([, name]) => name?.trim() ?? '')
  return names.length > 0 && names.every((name) => IN_ORDER.includes(name))
}

const IN_ORDER = ['PROJECTION', 'FILTER', 'UNNEST', 'SEQ_SCAN', 'TABLE_SCAN', 'RANGE', 'GENERATE_SERIES', 'DUMMY_SCAN']

/** Names of what differs from one run to the next. */
const VARYING = /random|uuid|setseed|nextval|currval|^now$|current|today|time_?stamp$|txid|sample|variable/i
