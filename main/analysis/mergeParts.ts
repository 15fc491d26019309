import { SPAN_KINDS } from '../../preload/contract/trace'
import type { RepeatDetails, SpanReports } from './SpanReports'

const CLIENT = SPAN_KINDS.indexOf('client')
const UNSPECIFIED = SPAN_KINDS.indexOf('unspecified')

/**
 * Merges reports of one id, in place: identical ones, then the parts which Zipkin's instrumentations
 * send of one span (as in zipkin-lens, `span-cleaner.js`): same side, and neither service nor host differ.
 * Answers the rows that remain, in file order.
 */
export function mergeParts(
  rows: number[],
  reports: SpanReports,
  details: RepeatDetails,
  mergedInto: Int32Array,
): number[] {
  const distinct: number[] = []
  for (const row of rows) {
    const first = details.sameAs[row] ?? row
    if (first === row) distinct.push(row)
    else mergedInto[row] = first
  }
  if (distinct.length < 2 || distinct.some((row) => reports.partial[row] === 0)) return distinct

  const { shared, kind, service } = reports
  const sideOf = (row: number) => (shared[row] === 1 && kind[row] !== CLIENT ? 2 : kind[row] === CLIENT ? 0 : 1)
  const ordered = distinct.toSorted((a, b) => sideOf(a) - sideOf(b) || (service[a] ?? -1) - (service[b] ?? -1) || a - b)
  const kept: number[] = []
  let host = 0n
  for (const row of ordered) {
    const into = kept.at(-1)
    const rowHost = details.host[row] ?? 0n
    if (into !== undefined && isSameSide(into, row, reports) && (host === 0n || rowHost === 0n || host === rowHost)) {
      mergedInto[row] = into
      complete(into, row, reports)
      if (host === 0n) host = rowHost
    } else {
      kept.push(row)
      host = rowHost
    }
  }
  for (const row of rows) {
    const into = mergedInto[row] ?? -1
    const further = into < 0 ? -1 : (mergedInto[into] ?? -1)
    if (further >= 0) mergedInto[row] = further
  }
  return kept.sort((a, b) => a - b)
}

function isSameSide(row: number, other: number, { shared, kind, service }: SpanReports): boolean {
  const isShared = (each: number) => shared[each] === 1 && kind[each] !== CLIENT
  if (isShared(row) !== isShared(other)) return false
  return service[row] === service[other] || service[row] === -1 || service[other] === -1
}

function complete(row: number, part: number, { kind, service, hasParent, parentId }: SpanReports): void {
  if (kind[row] === UNSPECIFIED) kind[row] = kind[part] ?? UNSPECIFIED
  if (service[row] === -1) service[row] = service[part] ?? -1
  if (hasParent[row] === 0 && hasParent[part] === 1) {
    hasParent[row] = 1
    parentId[row] = parentId[part] ?? 0n
  }
}
