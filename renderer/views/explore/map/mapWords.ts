import { countOf, formatCount } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { MapEdge, MapNode } from './mapGraph'

/** More neighbours than these are only counted. */
const MOST_NAMED = 4

export const KIND_WORDS: Record<MapNode['kind'], string> = {
  service: 'Service',
  database: 'Database',
  queue: 'Queue',
  external: 'External host',
  namespace: 'Namespace',
}

/** A share as people read it: `3.1 %`, `< 0.1 %`; empty for none. */
function shareWords(part: number, whole: number): string {
  if (part === 0 || whole === 0) return ''
  const percent = (part / whole) * 100
  return percent < 0.1 ? '< 0.1 %' : `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`
}

/** A count of failures and their share. */
export function failedWords(errors: number, of: number): string {
  const share = shareWords(errors, of)
  return share === '' ? formatCount(errors) : `${formatCount(errors)} (${share})`
}

/** All that a node tells, with what it calls and what calls it. */
export function nodeWords(nodes: readonly MapNode[], edges: readonly MapEdge[], place: number): string {
  const node = nodes[place]
  if (!node) return ''
  const list = (found: MapEdge[], other: (edge: MapEdge) => number) => {
    const named = found
      .toSorted((a, b) => b.calls - a.calls)
      .slice(0, MOST_NAMED)
      .map((edge) => `${nodes[other(edge)]?.title} ×${formatCount(edge.calls)}`)
    const more = found.length - named.length
    return named.join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '')
  }
  const callees = edges.filter(({ from }) => from === place)
  const callers = edges.filter(({ to }) => to === place)
  const own = node.kind === 'service' || node.kind === 'namespace'
  return [
    `${KIND_WORDS[node.kind]} ${node.title}`,
    own ? countOf(node.spans, 'span') : countOf(node.calls, 'call'),
    countOf(own ? node.errors : node.callErrors, 'error'),
    callees.length > 0 ? `calls ${list(callees, ({ to }) => to)}` : '',
    callers.length > 0 ? `called by ${list(callers, ({ from }) => from)}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

export function edgeWords(nodes: readonly MapNode[], edge: MapEdge): string {
  const { from, to, calls, errors, p95Ns } = edge
  const latency = p95Ns === null ? '' : `, p95 ${formatDuration(p95Ns)}`
  return `${nodes[from]?.title} calls ${nodes[to]?.title}: ${countOf(calls, 'call')}, ${countOf(errors, 'error')}${latency}`
}
