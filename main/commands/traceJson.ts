import { listValue } from '@duckdb/node-api'
import { identifier, joinSql, sql, type Statement } from '../archive/sql'
import { sqlValue } from '../console/sqlValue'
import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import { ofTrace } from '../queries/ofTrace'
import { cell, readRows } from '../queries/readRows'

/** Rows of one query for spans: what is held in memory at a time. */
const SPANS_PER_PIECE = 2_048

/**
 * A trace as one JSON document with the rows of the public relations: spans in tree order, all else in the
 * order of the records. `spanRow` holds the archive's keys of the spans in tree order.
 */
export async function* traceJson(
  reader: ArchiveReader,
  found: FoundTrace,
  spanRow: Int32Array,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { traceKey, traceId, durationNs } = found
  yield `{"trace_id":${JSON.stringify(traceId)},"duration_ns":${JSON.stringify(sqlValue(BigInt(durationNs)))}`
  yield* member('spans', spansInOrder(reader, traceKey, spanRow, signal))
  const rows = sql`WHERE ${ofTrace(found)} ORDER BY rowid`
  yield* member('events', rowsOf(reader, 'span_events', sql`FROM store.span_events ${rows}`, signal))
  yield* member('links', rowsOf(reader, 'span_links', sql`FROM store.span_links ${rows}`, signal))
  yield* member('logs', rowsOf(reader, 'logs', sql`FROM logs WHERE trace_id = ${traceId} ORDER BY time`, signal))
  yield '}\n'
}

async function* member(name: string, pieces: AsyncIterable<string[]>): AsyncGenerator<string> {
  let before = `,\n"${name}":[\n`
  for await (const rows of pieces) {
    if (rows.length === 0) continue
    yield before + rows.join(',\n')
    before = ',\n'
  }
  yield before === ',\n' ? '\n]' : `,\n"${name}":[]`
}

async function* spansInOrder(
  reader: ArchiveReader,
  traceKey: number,
  spanRow: Int32Array,
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  const columns = await publicColumns(reader, 'spans', signal)
  for (let first = 0; first < spanRow.length; first += SPANS_PER_PIECE) {
    const keys = [...spanRow.subarray(first, first + SPANS_PER_PIECE)]
    const [lowest, highest] = [Math.min(...keys), Math.max(...keys)]
    const statement = sql`
      SELECT span_row, ${selected(columns)} FROM store.spans
      WHERE trace_key = ${traceKey} AND span_row BETWEEN ${lowest} AND ${highest}
        AND span_row IN (SELECT unnest(${listValue(keys)}::INTEGER[]))`
    const byKey = new Map<number, string>()
    for await (const chunk of reader.chunks(statement, signal)) {
      for (const [key = null, ...values] of chunk.getRows()) byKey.set(cell.number(key), rowText(columns, values))
    }
    yield keys.flatMap((key) => byKey.get(key) ?? [])
  }
}

async function* rowsOf(
  reader: ArchiveReader,
  relation: string,
  from: Statement,
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  const columns = await publicColumns(reader, relation, signal)
  for await (const chunk of reader.chunks(sql`SELECT ${selected(columns)} ${from}`, signal)) {
    yield chunk.getRows().map((row) => rowText(columns, row))
  }
}

async function publicColumns(reader: ArchiveReader, relation: string, signal: AbortSignal): Promise<string[]> {
  const statement = sql`
    SELECT column_name FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'main' AND table_name = ${relation} ORDER BY column_index`
  const rows = await readRows(reader.chunks(statement, signal), { name: cell.text })
  return rows.map(({ name }) => name)
}

function selected(columns: readonly string[]): Statement {
  return joinSql(columns.map(identifier), ', ')
}

function rowText(columns: readonly string[], values: readonly Parameters<typeof sqlValue>[0][]): string {
  return JSON.stringify(Object.fromEntries(columns.map((name, index) => [name, sqlValue(values[index] ?? null)])))
}
