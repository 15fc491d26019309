import { MOST_BRANCHES, MOST_LEVELS, type TraceStructure } from '../../../preload/contract/explore/structure'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { QueryProgress } from '../../../preload/contract/matches'
import { sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { countRows } from '../countRows'
import { isAsked, type MatchedSpans, type Matches } from '../Matches'
import { stepsProgress } from '../phaseProgress'
import { traceCondition } from '../traceCondition'
import { arrangeBranches } from './arrangeBranches'
import { keepLevel, keepSpans, readLevel, sumUpSpans, type StructureLevel } from './structureLevel'
import { readOperations } from './readOperations'

/**
 * The merged tree of the traces that a filter selects, read level by level. Of each level no more than `MOST_BRANCHES`
 * paths, the most frequent, are followed: as no path is in more traces than the one above it, the most frequent of all
 * are among them. Fails with `query_wrong`.
 */
export async function traceStructure(
  reader: ArchiveReader,
  matches: Matches,
  { filter }: { filter: TraceFilter },
  signal: AbortSignal,
  onProgress?: (progress: QueryProgress) => void,
): Promise<TraceStructure> {
  const startedAt = performance.now()
  return matches.use(reader, filter, { signal, onProgress }, async (matched) => {
    const onStep = stepsProgress('grouping', startedAt, onProgress)
    const traces = selectedTraces(matched, filter)
    const spans = await keepSpans(reader, traces, signal, onStep)
    try {
      const traceCount = await countRows(reader, traces ?? sql`store.traces`, signal)
      const { branches, rarer } = arrangeBranches(await readLevels(reader, spans, signal, onStep), MOST_BRANCHES)
      const firstRows = branches.map(({ firstRow }) => firstRow)
      const operations = await readOperations(reader, firstRows, signal)
      return {
        traceCount,
        ...(await sumUpSpans(reader, spans, signal)),
        branches: branches.map(({ firstRow, depth, ...branch }) => {
          const { isOrphan, ...operation } = operations.get(firstRow) ?? { serviceName: '', name: '', isOrphan: false }
          return { ...operation, isOrphan: isOrphan && depth === 0, depth, ...branch }
        }),
        rarer,
      }
    } finally {
      reader.forget(spans)
    }
  })
}

/** As something to select `trace_key` from; null for all. The list of traces shows the same ones. */
function selectedTraces({ rows }: MatchedSpans, filter: TraceFilter): Statement | null {
  const narrowed = isAsked(filter)
  if (!narrowed && filter.from === null && filter.to === null && filter.limit === null) return null
  const matching = narrowed ? sql`trace_key IN (SELECT trace_key FROM ${rows})` : sql`true`
  return sql`(SELECT trace_key FROM store.traces WHERE ${traceCondition(filter, narrowed ? rows : null)} AND ${matching})`
}

async function readLevels(
  reader: ArchiveReader,
  spans: Statement,
  signal: AbortSignal,
  onStep: () => void,
): Promise<StructureLevel[]> {
  const levels: StructureLevel[] = []
  let above: { table: Statement; level: StructureLevel } | null = null
  try {
    for (let depth = 0; depth <= MOST_LEVELS; depth++) {
      const table: Statement = await keepLevel(reader, { spans, above, depth }, signal, onStep)
      if (above) reader.forget(above.table)
      above = null
      const level = await readLevel(reader, table, depth < MOST_LEVELS ? MOST_BRANCHES : 0, signal)
      above = { table, level }
      levels.push(level)
      if (level.paths.length === 0) break
    }
  } finally {
    if (above) reader.forget(above.table)
  }
  return levels
}
