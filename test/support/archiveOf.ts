import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { createArchive } from '../../main/archive/createArchive'
import { insertSpans } from './insertSpans'
import type { AttributeType, Problem, SpanKind, Status } from '../../preload/contract/trace'

/** `[value, type]` for each key. */
type DrawnAttributes = Record<string, [value: string, type: AttributeType]>

/** A span for a test; what is left out has an ordinary value. Moments are nanoseconds after `ARCHIVE_START`. */
export interface DrawnSpan {
  trace: string
  id: string
  parent?: string
  reportedId?: string
  /** The parent that the tree is drawn with, where it is not `parent`: null where a cycle was cut. */
  drawnParent?: string | null
  service?: string
  name?: string
  kind?: SpanKind
  start?: number | null
  duration?: number | null
  status?: Status
  statusMessage?: string
  attributes?: DrawnAttributes
  resource?: DrawnAttributes
  problems?: Problem[]
  events?: { time: number; name: string; attributes?: DrawnAttributes }[]
  links?: { trace: string; id: string }[]
}

/** 2024-01-31T12:00:00.123456789Z */
export const ARCHIVE_START = 1_706_702_400_123_456_789n

export interface WrittenArchive {
  path: string
  folder: string
  remove(): Promise<void>
}

/** An archive with the program's own schema which holds these spans; `more` can put further rows in. */
export async function archiveOf(
  spans: readonly DrawnSpan[],
  more: (connection: DuckDBConnection) => Promise<unknown> = async () => undefined,
): Promise<WrittenArchive> {
  const folder = await mkdtemp(join(tmpdir(), 'archive-'))
  const path = join(folder, 'test.duckdb')
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await createArchive(connection, { createdBy: 'a test', createdAt: '2024-02-01T08:00:00' })
  const keys = traceKeys(spans)
  if (spans.length > 0) {
    await insertSpans(connection, `VALUES ${spans.map((span, row) => spanValues(spans, keys, span, row)).join()}`)
  }
  for (const [row, span] of spans.entries()) await insertDetails(connection, keys, span, row)
  await connection.run(TRACES_OF_SPANS)
  await more(connection)
  connection.closeSync()
  instance.closeSync()
  return { path, folder, remove: () => rm(folder, { recursive: true }) }
}

export function paddedTraceId(id: string): string {
  return /^[0-9a-f]{1,32}$/.test(id) ? id.padStart(32, '0') : id
}

export function paddedSpanId(id: string): string {
  return /^[0-9a-f]{1,16}$/.test(id) ? id.padStart(16, '0') : id
}

function traceKeys(spans: readonly DrawnSpan[]): Map<string, number> {
  const firstStart = new Map<string, number>()
  for (const { trace, start = 0 } of spans) {
    firstStart.set(trace, Math.min(firstStart.get(trace) ?? Infinity, start ?? Infinity))
  }
  const byStart = [...firstStart].sort(([, a], [, b]) => a - b)
  return new Map(byStart.map(([trace], key) => [trace, key]))
}

function spanValues(spans: readonly DrawnSpan[], keys: Map<string, number>, span: DrawnSpan, row: number): string {
  const { start = 0, duration = 10, parent, drawnParent = parent ?? null } = span
  const parentRow = spans.findIndex(({ trace, id }) => trace === span.trace && id === drawnParent)
  const problems = span.problems ?? []
  const attributes = span.attributes ?? {}
  const resource = span.resource ?? {}
  const children = spans.filter(({ trace, parent: above }) => trace === span.trace && above === span.id).length
  return `(
    ${keys.get(span.trace) ?? 0}, ${row}, ${parentRow < 0 ? 'NULL' : parentRow}, ${idsOf(span)},
    ${parent === undefined ? 'NULL' : text(paddedSpanId(parent))}, ${text(span.reportedId)},
    ${text(span.service ?? 'shop')}, ${text(span.name ?? 'work')}, ${text(span.kind ?? 'internal')},
    ${timeOf(start)}, ${timeOf(start === null || duration === null ? null : start + duration)}, ${duration ?? 'NULL'},
    ${text(span.status ?? 'unset')}, ${text(span.statusMessage)},
    ${mapOf(attributes)}, ${typesOf(attributes)}, ${mapOf(resource)}, ${typesOf(resource)},
    'scope', '1.0', NULL, NULL, 1, 0, 0, 0, ${depthOf(spans, parentRow)}, ${children},
    ${duration ?? 'NULL'}, 0, ${problems.includes('orphan')}, [${problems.map(text).join()}]::VARCHAR[], 1)`
}

async function insertDetails(
  connection: DuckDBConnection,
  keys: Map<string, number>,
  span: DrawnSpan,
  row: number,
): Promise<void> {
  const key = keys.get(span.trace) ?? 0
  for (const { time: moment, name, attributes: described = {} } of span.events ?? []) {
    await connection.run(`INSERT INTO store.span_events VALUES
      (${key}, ${row}, ${idsOf(span)}, ${timeOf(moment)}, ${text(name)}, ${mapOf(described)}, ${typesOf(described)})`)
  }
  for (const link of span.links ?? []) {
    await connection.run(`INSERT INTO store.span_links VALUES (${key}, ${row}, ${idsOf(span)},
      ${text(paddedTraceId(link.trace))}, ${text(paddedSpanId(link.id))}, NULL, MAP {}, '')`)
  }
}

function idsOf({ trace, id }: DrawnSpan): string {
  return `${text(paddedTraceId(trace))}, ${text(paddedSpanId(id))}`
}

function timeOf(moment: number | null): string {
  return moment === null ? 'NULL' : `make_timestamp_ns(${ARCHIVE_START + BigInt(moment)})`
}

function depthOf(spans: readonly DrawnSpan[], parentRow: number): number {
  let depth = 0
  for (let above = spans[parentRow]; above; depth++) {
    const { trace, parent, drawnParent = parent } = above
    above = spans.find((span) => span.trace === trace && span.id === drawnParent)
  }
  return depth
}

function mapOf(attributes: DrawnAttributes): string {
  const keys = Object.keys(attributes).map(text)
  const values = Object.values(attributes).map(([value]) => text(value))
  return `MAP([${keys.join()}]::VARCHAR[], [${values.join()}]::VARCHAR[])`
}

function typesOf(attributes: DrawnAttributes): string {
  return text(
    Object.values(attributes)
      .map(([, type]) => type)
      .join(''),
  )
}

function text(value: string | undefined): string {
  return value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`
}

const TRACES_OF_SPANS = `
  INSERT INTO store.traces
  SELECT trace_key, any_value(trace_id),
    coalesce(arg_min(service_name, span_row) FILTER (parent_row IS NULL), ''),
    coalesce(arg_min(name, span_row) FILTER (parent_row IS NULL), ''),
    min(start_time),
    coalesce(max(epoch_ns(end_time)) - min(epoch_ns(start_time)), 0),
    count(*), count(*) FILTER (status = 'error'), count(DISTINCT service_name), max(depth), count(*) FILTER (is_orphan),
    min(span_row), max(span_row)
  FROM store.spans GROUP BY trace_key ORDER BY trace_key`
