import type { ListSort, TraceFilter } from '../../preload/contract/explorer'
import { failureOf } from '../../preload/contract/failure'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace } from './findTrace'
import type { TraceLists } from './TraceLists'

interface PositionParameters {
  filter: TraceFilter
  sort: ListSort
  traceId: string
}

/** The place of a trace in the list that `tracesPage` answers from, −1 when it is not there. */
export async function tracesPosition(
  reader: ArchiveReader,
  lists: TraceLists,
  { filter, sort, traceId }: PositionParameters,
  signal: AbortSignal,
): Promise<number> {
  try {
    const { traceKey } = await findTrace(reader, traceId, signal)
    const { keys } = await lists.listOf(reader, filter, sort, { signal })
    return keys.indexOf(traceKey)
  } catch (error) {
    const { code } = failureOf(error)
    if (code === 'trace_not_found' || code === 'trace_ambiguous') return -1
    throw error
  }
}
