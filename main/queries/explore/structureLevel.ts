import { listValue } from '@duckdb/node-api'
import type { RarerBranches } from '../../../preload/contract/explore/structure'
import { sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { countRows } from '../countRows'
import { cell, orNull, readRows } from '../readRows'

/** What the spans of one path have in common: a hash of their parent's path and of their own service and operation. */
export interface PathFigures {
  path: bigint
  /** Of their parents; 0 for roots. */
  above: bigint
  /** The first of them in the archive. */
  firstRow: number
  traceCount: number
  spanCount: number
  errorCount: number
  totalNs: number
  selfNs: number
  p50Ns: number | null
  p95Ns: number | null
}

/** The paths of one length. */
export interface StructureLevel {
  /** The most frequent ones. */
  paths: PathFigures[]
  /** The sums of all others, by the path above them. */
  others: Map<bigint, RarerBranches>
}

/** Keeps what is needed of the spans of some traces, or of all. */
export function keepSpans(
  reader: ArchiveReader,
  traces: Statement | null,
  signal: AbortSignal,
  onStep: () => void,
): Promise<Statement> {
  const selected = traces ? sql`WHERE s.tree.trace_key IN (SELECT trace_key FROM ${traces})` : sql``
  return reader.keep(
    sql`SELECT s.span_row, s.tree.trace_key AS trace_key, s.tree.parent_row AS parent_row, s.tree.depth AS depth,
        hash(r.service, s.name) AS operation, s.duration_ns, nullif(s.tree.self_time_ns, -1) AS self_ns,
        s.status = 'error' AS failed, (s.tree.problems & 1) = 1 AS is_orphan
      FROM store.span_rows s
        JOIN (SELECT resource_key, hash(service_name) AS service FROM store.resources) r
          ON r.resource_key = s.tree.resource_key ${selected}`,
    signal,
    onStep,
  )
}

/** What the spans are in all. */
export async function sumUpSpans(reader: ArchiveReader, spans: Statement, signal: AbortSignal) {
  const statement = sql`SELECT count(*), coalesce(sum(self_ns), 0) FROM ${spans}`
  const [row] = await readRows(reader.chunks(statement, signal), { spanCount: cell.number, selfNs: cell.number })
  return row ?? { spanCount: 0, selfNs: 0 }
}

interface LevelSource {
  /** The table that `keepSpans` made. */
  spans: Statement
  /** The level above; null for roots. */
  above: { table: Statement; level: StructureLevel } | null
  depth: number
}

/** Keeps the spans below the paths that are followed, each with its path. */
export function keepLevel(
  reader: ArchiveReader,
  { spans, above, depth }: LevelSource,
  signal: AbortSignal,
  onStep: () => void,
): Promise<Statement> {
  const columns = sql`s.span_row, s.trace_key, s.duration_ns, s.self_ns, s.failed`
  if (above === null) {
    const query = sql`SELECT ${columns}, 0::UBIGINT AS above, hash(s.operation, s.is_orphan) AS path
      FROM ${spans} s WHERE s.parent_row < 0`
    return reader.keep(query, signal, onStep)
  }
  const { table, level } = above
  const followed = level.others.size > 0 ? sql`WHERE ${isAmong(level.paths)}` : sql``
  return reader.keep(
    sql`SELECT ${columns}, a.path AS above, hash(a.path, s.operation) AS path
      FROM ${spans} s JOIN (SELECT span_row, path FROM ${table} ${followed}) a ON a.span_row = s.parent_row
      WHERE s.depth = ${depth}`,
    signal,
  )
}

/** The figures of at most `most` paths of a level, and the sums of the others. */
export async function readLevel(
  reader: ArchiveReader,
  table: Statement,
  most: number,
  signal: AbortSignal,
): Promise<StructureLevel> {
  const figures = await reader.keep(
    sql`SELECT *, row_number() OVER (ORDER BY trace_count DESC, span_count DESC, first_row) AS rank FROM (
      SELECT path, any_value(above) AS above, min(span_row) AS first_row, count(DISTINCT trace_key) AS trace_count,
        count(*) AS span_count, count(*) FILTER (failed) AS error_count, coalesce(sum(duration_ns), 0) AS total_ns,
        coalesce(sum(self_ns), 0) AS self_ns
      FROM ${table} GROUP BY path)`,
    signal,
  )
  try {
    const [paths, count] = await Promise.all([
      most > 0 ? readPaths(reader, { table, figures, most }, signal) : [],
      countRows(reader, figures, signal),
    ])
    return { paths, others: count > most ? await readOthers(reader, figures, most, signal) : new Map() }
  } finally {
    reader.forget(figures)
  }
}

function readPaths(
  reader: ArchiveReader,
  { table, figures, most }: { table: Statement; figures: Statement; most: number },
  signal: AbortSignal,
): Promise<PathFigures[]> {
  const top = sql`(FROM ${figures} WHERE rank <= ${most})`
  const statement = sql`
    SELECT f.path, f.above, f.first_row, f.trace_count, f.span_count, f.error_count, f.total_ns, f.self_ns,
      q.quantiles[1], q.quantiles[2]
    FROM ${top} f JOIN (
      SELECT path, quantile_disc(duration_ns, [0.5, 0.95]) AS quantiles FROM ${table}
      WHERE path IN (SELECT path FROM ${top}) GROUP BY path) q USING (path)
    ORDER BY f.rank`
  return readRows(reader.chunks(statement, signal), {
    path: hash,
    above: hash,
    firstRow: cell.number,
    traceCount: cell.number,
    spanCount: cell.number,
    errorCount: cell.number,
    totalNs: cell.number,
    selfNs: cell.number,
    p50Ns: orNull(cell.number),
    p95Ns: orNull(cell.number),
  })
}

async function readOthers(
  reader: ArchiveReader,
  figures: Statement,
  most: number,
  signal: AbortSignal,
): Promise<Map<bigint, RarerBranches>> {
  const statement = sql`
    SELECT above, count(*), sum(span_count), sum(error_count), sum(total_ns) FROM ${figures}
    WHERE rank > ${most} GROUP BY above`
  const rows = await readRows(reader.chunks(statement, signal), {
    above: hash,
    branchCount: cell.number,
    spanCount: cell.number,
    errorCount: cell.number,
    totalNs: cell.number,
  })
  return new Map(rows.map(({ above, ...sums }) => [above, sums]))
}

function isAmong(paths: readonly PathFigures[]): Statement {
  return sql`path IN (SELECT unnest(${listValue(paths.map(({ path }) => path))}::UBIGINT[]))`
}

function hash(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  throw new TypeError('the archive answered no hash')
}
