import { spanIdAt } from '../../preload/contract/spanIds'
import type { TraceColumns } from '../../preload/contract/trace'

/** The ids of a trace's spans as texts, by row. */
export function idsOf({ spanCount, spanIds }: TraceColumns): string[] {
  return Array.from({ length: spanCount }, (_, row) => spanIdAt(spanIds, row) ?? '')
}
