import { groupReports, uniteReports } from '../../main/analysis/uniteReports'
import type { CallingSpans } from '../../main/analysis/serviceCalls'
import { findCycleCuts } from '../../main/analysis/findCycleCuts'
import { spanTree, type SpanTree } from '../../main/analysis/spanTree'
import { SPAN_KINDS } from '../../preload/contract/trace'

/** A span as Zipkin's JSON has it, as far as the analysis looks at it. */
export interface ZipkinSpan {
  id: string
  parentId?: string
  kind?: string
  shared?: boolean
  timestamp?: number
  localEndpoint?: { serviceName?: string }
  remoteEndpoint?: { serviceName?: string }
  tags?: Record<string, unknown>
}

/** The tree and the columns of one Zipkin trace; `names` numbers the services. */
export function spansOf(
  spans: ZipkinSpan[],
  names: string[],
): { tree: SpanTree; columns: CallingSpans; orphan: Uint8Array } {
  const numberOf = (name: string | undefined) => {
    if (name === undefined || name === '') return -1
    if (!names.includes(name)) names.push(name)
    return names.indexOf(name)
  }
  const kindOf = (kind: string | undefined) =>
    SPAN_KINDS.findIndex((each) => each === (kind ?? 'unspecified').toLowerCase())
  const columns: CallingSpans = {
    kind: Uint8Array.from(spans, (span) => kindOf(span.kind)),
    status: Uint8Array.from(spans, (span) => (span.tags?.['error'] === undefined ? 0 : 2)),
    service: Int32Array.from(spans, (span) => numberOf(span.localEndpoint?.serviceName)),
    remote: Int32Array.from(spans, (span) => numberOf(span.remoteEndpoint?.serviceName)),
    inferred: new Int32Array(spans.length).fill(-1),
    zipkin: new Uint8Array(spans.length).fill(1),
    id: BigUint64Array.from(spans, (span) => BigInt(`0x${span.id}`)),
    parentId: BigUint64Array.from(spans, (span) => BigInt(`0x${span.parentId ?? '0'}`)),
    hasParent: Uint8Array.from(spans, (span) => Number(span.parentId !== undefined && span.parentId !== span.id)),
  }
  const reports = {
    ...columns,
    trace: new Int32Array(spans.length),
    shared: Uint8Array.from(spans, (span) => Number(span.shared === true)),
    partial: columns.zipkin,
  }
  const united = uniteReports(
    reports,
    { sameAs: Int32Array.from(spans, (_, row) => row), host: new BigUint64Array(spans.length) },
    groupReports(reports),
  )
  const parent = united.parent.slice()
  for (const row of findCycleCuts(parent, (a, b) => a < b)) parent[row] = -1
  return { tree: spanTree(parent), columns, orphan: united.orphan }
}
