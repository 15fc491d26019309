import type { ParametersOf } from '../../../preload/contract/channel'
import type { QueryRequests, TraceFilter } from '../../../preload/contract/explorer'
import { MOST_ERROR_GROUPS, type ErrorGroup, type ErrorList } from '../../../preload/contract/explore/errors'
import { sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { binWidth } from '../../../preload/contract/binWidth'
import type { Asker } from '../KeptTables'
import { cell, orNull, readRows } from '../readRows'
import type { ErrorSpans } from './ErrorSpans'
import { isWanted } from './isWanted'
import { tookDown } from './tookDown'

/** Groups of errors, those of most spans first. Fails with `query_wrong`. */
export async function errors(
  reader: ArchiveReader,
  errorSpans: ErrorSpans,
  { filter, causes, bins }: ParametersOf<QueryRequests['explore.errors']>,
  asker: Asker,
): Promise<ErrorList> {
  return errorSpans.use(reader, filter, asker, async (table) => {
    const { signal } = asker
    const wanted = sql`(SELECT * FROM ${table} WHERE ${isWanted(causes)})`
    const listed = sql`(
      SELECT row_number() OVER (ORDER BY span_count DESC, service_name, type, pattern)::INTEGER AS number, *, count(*) OVER () AS total
      FROM (
        SELECT service_name, type, pattern, count(*) AS span_count, count(*) FILTER (failed) AS failed_count,
          count(DISTINCT trace_key) AS trace_count, count(DISTINCT name) AS operation_count, mode(name) AS operation,
          min(start_time) AS first_time, max(start_time) AS last_time
        FROM ${wanted} GROUP BY service_name, type, pattern)
      ORDER BY number LIMIT ${MOST_ERROR_GROUPS}::BIGINT)`
    const facts = await readFacts(reader, table, wanted, signal)
    const { origin, width, count } = binsOf(facts, filter, bins)
    const [groups, inBins, taken] = await Promise.all([
      readGroups(reader, listed, signal),
      readBins(reader, { listed, wanted, origin, width }, signal),
      causes === 'root' ? readTookDown(reader, { table, listed, wanted }, signal) : new Map<number, TookDown>(),
    ])
    const counts = new Map(groups.map(({ number }) => [number, new Array<number>(count).fill(0)]))
    for (const { number, bin, spans } of inBins) {
      const own = counts.get(number)
      if (own) own[bin] = spans
    }
    return {
      total: groups[0]?.total ?? 0,
      groups: groups.map(({ number, total: _, ...group }): ErrorGroup => ({
        ...group,
        counts: counts.get(number) ?? [],
        tookDown: causes === 'root' ? (taken.get(number) ?? { spanCount: 0, serviceCount: 0 }) : null,
      })),
      failedCount: facts.failedCount,
      rootCount: facts.rootCount,
      handledCount: facts.handledCount,
      origin,
      width,
    }
  })
}

async function readFacts(reader: ArchiveReader, table: Statement, wanted: Statement, signal: AbortSignal) {
  const statement = sql`
    SELECT count(*) FILTER (failed), count(*) FILTER (is_root), count(*) FILTER (NOT failed),
      (SELECT min(start_time) FROM ${wanted}), (SELECT max(start_time) FROM ${wanted})
    FROM (SELECT DISTINCT span_row, failed, is_root FROM ${table} WHERE is_selected)`
  const [row] = await readRows(reader.chunks(statement, signal), {
    failedCount: cell.number,
    rootCount: cell.number,
    handledCount: cell.number,
    first: orNull(cell.time),
    last: orNull(cell.time),
  })
  if (!row) throw new Error('an aggregate without groups has one row')
  return { ...row, hasStarts: row.first !== null }
}

/** From the first error to the last, or between the filter's bounds. */
function binsOf(
  { first, last, hasStarts }: { first: bigint | null; last: bigint | null; hasStarts: boolean },
  filter: TraceFilter,
  bins: number,
): { origin: bigint; width: bigint; count: number } {
  const start = filter.from ?? first
  const end = filter.to === null ? last : filter.to - 1n
  if (!hasStarts || start === null || end === null) return { origin: 0n, width: 1n, count: 0 }
  const width = binWidth(end - start + 1n, bins)
  const rest = start % width
  const origin = start - (rest < 0n ? rest + width : rest)
  return { origin, width, count: Number((end - origin) / width) + 1 }
}

function readGroups(reader: ArchiveReader, listed: Statement, signal: AbortSignal) {
  const statement = sql`
    SELECT number, total, service_name, type, pattern, span_count, failed_count, trace_count, operation_count, operation,
      first_time, last_time
    FROM ${listed} ORDER BY number`
  return readRows(reader.chunks(statement, signal), {
    number: cell.number,
    total: cell.number,
    serviceName: cell.text,
    type: cell.text,
    pattern: cell.text,
    spanCount: cell.number,
    failedCount: cell.number,
    traceCount: cell.number,
    operationCount: cell.number,
    operation: cell.text,
    firstTime: orNull(cell.time),
    lastTime: orNull(cell.time),
  })
}

interface Listing {
  /** The groups of the answer, numbered. */
  listed: Statement
  /** The errors that they are made of. */
  wanted: Statement
}

const SAME_KIND = sql`w.service_name = l.service_name AND w.type = l.type AND w.pattern = l.pattern`

function readBins(
  reader: ArchiveReader,
  { listed, wanted, origin, width }: Listing & { origin: bigint; width: bigint },
  signal: AbortSignal,
) {
  const statement = sql`
    SELECT l.number, (epoch_ns(w.start_time) - ${origin}::BIGINT) // ${width}::BIGINT, count(*)
    FROM ${wanted} w JOIN ${listed} l ON ${SAME_KIND}
    WHERE w.start_time IS NOT NULL GROUP BY 1, 2`
  return readRows(reader.chunks(statement, signal), { number: cell.number, bin: cell.number, spans: cell.number })
}

interface TookDown {
  spanCount: number
  serviceCount: number
}

async function readTookDown(
  reader: ArchiveReader,
  { table, listed, wanted }: Listing & { table: Statement },
  signal: AbortSignal,
): Promise<Map<number, TookDown>> {
  const causes = sql`SELECT l.number, w.trace_key, w.place FROM ${wanted} w JOIN ${listed} l ON ${SAME_KIND}`
  const statement = sql`
    SELECT number, count(*), count(DISTINCT service_name) FROM ${tookDown(table, causes)} GROUP BY number`
  const found = await readRows(reader.chunks(statement, signal), {
    number: cell.number,
    spanCount: cell.number,
    serviceCount: cell.number,
  })
  return new Map(found.map(({ number, ...took }) => [number, took]))
}
