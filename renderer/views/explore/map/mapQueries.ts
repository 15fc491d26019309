import type { ServiceNode } from '../../../../preload/contract/explore/serviceMap'
import { formatField } from '../../../../preload/contract/traceql/formatField'
import { readQueryParts } from '../../../query/edit/readQueryParts'
import { serviceCondition } from '../../../query/edit/serviceCondition'

/** The TraceQL query for the traces with calls from one node to another that also match a query; null where it cannot be told. */
export function queryOfCalls(caller: ServiceNode, callee: ServiceNode, within: string): string | null {
  const peer = caller.kind === 'service' ? callee : caller
  const service = peer === callee ? caller : callee
  if (peer.kind === 'service') {
    return both(within, `{ ${serviceCondition(caller.name)} } > { ${serviceCondition(callee.name)} }`)
  }
  const named = peerCondition(peer)
  return named === null ? null : both(within, `{ ${serviceCondition(service.name)} && ${named} }`)
}

/** The TraceQL query for the traces that one node is part of. */
export function queryOfNode(node: ServiceNode, within: string): string | null {
  const condition = node.kind === 'service' ? serviceCondition(node.name) : peerCondition(node)
  return condition === null ? null : both(within, `{ ${condition} }`)
}

/** The TraceQL query for the traces in which services follow each other. */
export function queryOfPath(services: readonly string[], isCut: boolean, within: string): string {
  const filters = services.map((service) => `{ ${serviceCondition(service)} }`)
  const last = filters.pop() ?? '{ }'
  // What is left out lies before the last, and services that call themselves are one step.
  const way = filters.length === 0 ? last : `${filters.join(' >> ')} >> ${last}`
  return both(within, isCut ? `${filters[0] ?? '{ }'} >> ${last}` : way)
}

function peerCondition({ name, key }: ServiceNode): string | null {
  if (key === null) return null
  const field = formatField({ kind: 'attribute', scope: 'span', ofParent: false, key, from: 0, to: 0 })
  return `${field} = ${JSON.stringify(name)}`
}

/** A query with stages counts spans, which nothing can be added to. */
function both(one: string, other: string): string {
  const parts = readQueryParts(one)
  if (parts === null || parts.stages.length > 0 || one.trim() === '') return other
  return `(${one.trim()}) && (${other})`
}
