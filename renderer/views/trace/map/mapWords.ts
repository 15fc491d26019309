import { countOf, formatCount } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { ShownNode } from './shownGraph'
import type { CallEdge } from './traceGraph'

/** More neighbours than these are only counted. */
const MOST_NAMED = 4

/** All that a node tells, in a sentence. */
export function nodeWords(node: ShownNode, name: string, kind: 'service' | 'operation'): string {
  const errors = node.errors > 0 ? `, ${countOf(node.errors, 'error')}` : ''
  const figures = `${countOf(node.spans, 'span')}${errors}, self ${formatDuration(node.self)}, average ${formatDuration(node.average)}`
  return node.node < 0 ? `${countOf(node.count, `other ${kind}`)}: ${figures}; Enter shows more` : `${name}: ${figures}`
}

/** What a node calls and what calls it. */
export function callWords(edges: CallEdge[], node: number, titles: string[]): string {
  const list = (found: CallEdge[], other: (edge: CallEdge) => number) => {
    const named = found
      .toSorted((a, b) => b.calls - a.calls)
      .slice(0, MOST_NAMED)
      .map((edge) => `${titles[other(edge)]} ×${formatCount(edge.calls)}`)
    const more = found.length - named.length
    return named.join(', ') + (more > 0 ? ` and ${formatCount(more)} more` : '')
  }
  const callees = edges.filter(({ from }) => from === node)
  const callers = edges.filter(({ from, to }) => to === node && from !== node)
  return [
    callees.length > 0 ? `Calls ${list(callees, ({ to }) => to)}` : '',
    callers.length > 0 ? `Called by ${list(callers, ({ from }) => from)}` : '',
  ]
    .filter(Boolean)
    .join('. ')
}
