import { SPAN_KINDS } from '../../preload/contract/trace'
import { groupById, type RowsById } from './groupById'
import { mergeParts } from './mergeParts'
import { resolveParents } from './resolveParents'
import type { RepeatDetails, SpanReports } from './SpanReports'

const CLIENT = SPAN_KINDS.indexOf('client')
const SERVER = SPAN_KINDS.indexOf('server')

/** `UnitedReports.repeat` of the server's side of a shared id. */
export const SHARED_SERVER = -1

/** Reports turned into spans: which rows remain, what makes their ids unique, and who their parents are. */
export interface UnitedReports {
  /** The row that a report was merged into, −1 for a row that remains. */
  mergedInto: Int32Array
  /** 0 where the span keeps its id, `SHARED_SERVER` for `<id>/server`, n ≥ 2 for `<id>/n`. */
  repeat: Int32Array
  /** Row of the parent span, −1 for none. May hold cycles. */
  parent: Int32Array
  /** 1 where a parent is named that is not there. */
  orphan: Uint8Array
}

/**
 * Merges identical reports, and the parts of Zipkin's as Zipkin Lens does; tells spans apart which
 * share an id: the client keeps it, its server becomes `<id>/server` below it and takes the children,
 * others are numbered. Expects `details` where an id repeats, unless `isPlainPair` holds.
 */
export function uniteReports(
  reports: SpanReports,
  details: RepeatDetails | null,
  groups = groupReports(reports),
): UnitedReports {
  const count = reports.trace.length
  const mergedInto = new Int32Array(count).fill(-1)
  const repeat = new Int32Array(count)
  /** Parts complete each other, hence copies. */
  const united: SpanReports = {
    ...reports,
    parentId: reports.parentId.slice(),
    hasParent: reports.hasParent.slice(),
    kind: reports.kind.slice(),
    service: reports.service.slice(),
  }
  const sharers: number[][] = []
  for (const head of groups.repeated) {
    let rows = rowsOf(head, groups)
    if (details) rows = mergeParts(rows, united, details, mergedInto)
    sharers.push(tellApart(rows, united, repeat))
  }
  return { mergedInto, repeat, ...resolveParents(united, groups, mergedInto, repeat, sharers) }
}

/** The reports by their ids. */
export function groupReports(reports: SpanReports): RowsById {
  return groupById(reports.trace, reports.id)
}

/** Whether the group at `head` is one client and its one server and needs no `RepeatDetails`. */
export function isPlainPair(
  head: number,
  { next }: RowsById,
  { kind, shared, service, partial }: SpanReports,
): boolean {
  const other = next[head] ?? -1
  if (other < 0 || (next[other] ?? -1) >= 0) return false
  const [client, server] = kind[head] === CLIENT ? [head, other] : [other, head]
  if (kind[client] !== CLIENT || kind[server] !== SERVER || shared[client] === 1) return false
  const apart = service[client] !== service[server] && service[client] !== -1 && service[server] !== -1
  return apart || shared[server] === 1 || (partial[client] === 0 && partial[server] === 0)
}

function rowsOf(head: number, { next }: RowsById): number[] {
  const rows: number[] = []
  for (let row = head; row >= 0; row = next[row] ?? -1) rows.push(row)
  return rows
}

/** Fills in `repeat` for spans with one id. Answers them with the one that keeps it in front. */
function tellApart(rows: number[], { kind, shared }: SpanReports, repeat: Int32Array): number[] {
  const keeper =
    rows.find((row) => kind[row] === CLIENT && shared[row] === 0) ??
    rows.find((row) => shared[row] === 0) ??
    rows[0] ??
    0
  const hasClient = kind[keeper] === CLIENT || rows.some((row) => shared[row] === 0)
  let number = 1
  let serverSeen = false
  for (const row of rows) {
    if (row === keeper) continue
    const isServer = shared[row] === 1 ? hasClient : kind[row] === SERVER && kind[keeper] === CLIENT
    if (isServer && !serverSeen) repeat[row] = SHARED_SERVER
    else repeat[row] = ++number
    serverSeen ||= isServer
  }
  return [keeper, ...rows.filter((row) => row !== keeper)]
}
