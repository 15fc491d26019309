import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import { nearestRemoteAncestors } from './nearestRemoteAncestors'
import type { SpanTree } from './spanTree'

const UNSPECIFIED = SPAN_KINDS.indexOf('unspecified')
const INTERNAL = SPAN_KINDS.indexOf('internal')
const SERVER = SPAN_KINDS.indexOf('server')
const CLIENT = SPAN_KINDS.indexOf('client')
const PRODUCER = SPAN_KINDS.indexOf('producer')
const CONSUMER = SPAN_KINDS.indexOf('consumer')
const ERROR = STATUSES.indexOf('error')

/** Columns of the spans of a forest. Names of services are numbers, −1 for none. */
export interface CallingSpans {
  kind: Uint8Array
  status: Uint8Array
  service: Int32Array
  /** The other side, as the span names it (Zipkin's remote endpoint, `peer.service`). */
  remote: Int32Array
  /** The other side, as its other attributes let us conclude it: a database, a queue, a host. */
  inferred: Int32Array
  /** 1 for Zipkin's own reports, which are counted exactly as Zipkin does. */
  zipkin: Uint8Array
  id: BigUint64Array
  parentId: BigUint64Array
  hasParent: Uint8Array
}

/** One call from `caller` to `callee`. `row` is the span which measured it, −1 where none did; `teller` tells of it. */
export type VisitCall = (caller: number, callee: number, isError: boolean, row: number, teller: number) => void

/**
 * The calls between services, counted as Zipkin's dependency linker counts them (zipkin-lens,
 * `dependency-linker.js`): a call is the server's span, or the client's where nothing below it tells more.
 * Other than Zipkin's reports get peers inferred as Tempo's service graph does: a client counts unless a
 * server answered it, a database, queue or host may be the other side, and a consumer below its producer
 * is a call between the two. Linear time.
 */
export function visitServiceCalls(tree: SpanTree, spans: CallingSpans, visit: VisitCall): void {
  const { kind, status, service, remote, inferred, zipkin } = spans
  const ancestors = nearestRemoteAncestors(tree, kind)
  const answered = answeredRows(tree, spans)

  for (const row of tree.order) {
    let side = kind[row] ?? UNSPECIFIED
    const own = service[row] ?? -1
    const named = remote[row] ?? -1
    if (side === UNSPECIFIED || side === INTERNAL) {
      if (own < 0 || named < 0) continue
      side = CLIENT
    }
    if (side === CLIENT && answered[row] === 1) continue
    const isError = status[row] === ERROR
    const ancestor = ancestors[row] ?? -1
    if (side === PRODUCER || side === CONSUMER) {
      visitMessage(row, side, own, named, ancestor, isError)
      continue
    }
    const isClient = side === CLIENT
    const other = named >= 0 ? named : isClient && zipkin[row] === 0 ? (inferred[row] ?? -1) : -1
    let caller = isClient ? own : other
    const callee = isClient ? other : own
    const above = ancestor < 0 ? -1 : (service[ancestor] ?? -1)
    if (above >= 0) {
      if (isClient && own >= 0 && above !== own) visit(above, own, false, -1, row)
      if (side === SERVER || caller < 0) caller = above
    }
    if (caller >= 0 && callee >= 0) visit(caller, callee, isError || isErrorOfClient(row, ancestor, above), row, row)
  }

  function visitMessage(
    row: number,
    side: number,
    own: number,
    named: number,
    ancestor: number,
    isError: boolean,
  ): void {
    if (named >= 0) {
      if (own < 0) return
      if (side === PRODUCER) visit(own, named, isError, row, row)
      else visit(named, own, isError, row, row)
    } else if (zipkin[row] === 1) {
      return
    } else if (side === CONSUMER) {
      const sender =
        ancestor >= 0 && kind[ancestor] === PRODUCER && (remote[ancestor] ?? -1) < 0 ? (service[ancestor] ?? -1) : -1
      if (sender >= 0 && own >= 0) visit(sender, own, isError, row, row)
    } else if (answered[row] === 0) {
      const queue = inferred[row] ?? -1
      if (own >= 0 && queue >= 0) visit(own, queue, isError, row, row)
    }
  }

  /** Whether `row` is the server's side of a call whose client reported an error. */
  function isErrorOfClient(row: number, ancestor: number, above: number): boolean {
    if (above < 0 || kind[ancestor] !== CLIENT || status[ancestor] !== ERROR) return false
    return spans.hasParent[row] === 1 && spans.parentId[row] === spans.id[ancestor]
  }
}

/** 1 for rows below which the receiving side, or another service, has reported; with Zipkin's, any span. */
function answeredRows({ parent, order }: SpanTree, { kind, service, zipkin }: CallingSpans): Uint8Array {
  const answered = new Uint8Array(parent.length)
  for (let place = order.length - 1; place >= 0; place--) {
    const row = order[place] ?? 0
    const above = parent[row] ?? -1
    if (above < 0) continue
    const isRemote = kind[row] === SERVER || kind[row] === CONSUMER || service[row] !== service[above]
    if (isRemote || zipkin[above] === 1 || answered[row] === 1) answered[above] = 1
  }
  return answered
}
