import { NO_TIME } from '../SpanBatch'
import { SPAN_KINDS } from '../../../preload/contract/trace'
import type { SpanBlock } from './SpanBlock'

const UNSPECIFIED = SPAN_KINDS.indexOf('unspecified')

/** Fills in what a span lacks from the parts that were merged into it, in their order; in place. */
export function completeParts(block: SpanBlock, mergedInto: Int32Array): void {
  const { start, end, kind, status, service, serviceName, remote, inferred } = block
  for (let part = 0; part < block.count; part++) {
    const row = mergedInto[part] ?? -1
    if (row < 0 || (block.sameAs[part] ?? -1) === block.row[row]) continue
    const partStart = start[part] ?? NO_TIME
    const partEnd = end[part] ?? NO_TIME
    if (start[row] === NO_TIME) start[row] = partStart
    const known = start[row] ?? NO_TIME
    if (end[row] === NO_TIME && known !== NO_TIME && partStart !== NO_TIME && partEnd !== NO_TIME) {
      end[row] = known + (partEnd - partStart)
    }
    if (kind[row] === UNSPECIFIED) kind[row] = kind[part] ?? UNSPECIFIED
    status[row] = Math.max(status[row] ?? 0, status[part] ?? 0)
    if (service[row] === -1) {
      service[row] = service[part] ?? -1
      serviceName[row] = serviceName[part] ?? -1
    }
    if (remote[row] === -1) remote[row] = remote[part] ?? -1
    if (inferred[row] === -1) inferred[row] = inferred[part] ?? -1
  }
}
