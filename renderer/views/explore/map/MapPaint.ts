import { countOf, formatCount } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { ChartTheme } from '../../../chart/chartTheme'
import { changeColour, changeStep } from './changeColours'
import { sayBoth, sayChange } from './changeWords'
import { pairOf, type MapChanges } from './Change'
import type { MapColour } from './mapChoices'
import { edgeStep, nodeStep, stepColour } from './mapColours'
import type { MapEdge, MapNode } from './mapGraph'

/** How nodes and calls look, beside what stands out of them. */
export interface MapPaint {
  node: (node: MapNode, place: number) => NodePaint
  edge: (edge: MapEdge, place: number) => EdgePaint
}

interface Paint {
  /** A CSS colour. */
  colour: string
  /** Whether the colour says nothing. */
  isPlain: boolean
  /** Whether there is nothing of it. */
  isIdle: boolean
}

interface NodePaint extends Paint {
  /** Below its name. */
  figures: string
  /** Behind them, in a colour of its own. */
  note: { text: string; colour: string } | null
}

interface EdgePaint extends Paint {
  label: string
  /** By which it is wide. */
  calls: number
  /** Lengths of dashes and gaps. */
  dash: number[]
}

const ASYNCHRONOUS = [7, 5]
const GONE = [2, 4]

/** By the figures of one stretch of time. */
export function figurePaint(by: 'errors' | 'p95', theme: ChartTheme): MapPaint {
  const paint = (step: number) => ({ colour: stepColour(step, by, theme), isPlain: step === 0 })
  return {
    node(node) {
      const [count, noun, errors] = hasSpans(node)
        ? [node.spans, 'span', node.errors]
        : [node.calls, 'call', node.callErrors]
      const latency = by === 'p95' && node.p95Ns !== null ? ` · p95 ${formatDuration(node.p95Ns)}` : ''
      return {
        ...paint(nodeStep(node, by)),
        isIdle: node.isIdle,
        figures: (node.kind === 'namespace' ? countOf(node.count, 'service') : countOf(count, noun)) + latency,
        note: errors > 0 && by === 'errors' ? { text: `${formatCount(errors)} failed`, colour: theme.error } : null,
      }
    },
    edge: (edge) => ({
      ...paint(edgeStep(edge, by)),
      isIdle: edge.calls === 0,
      label: formatCount(edge.calls),
      calls: edge.calls,
      dash: dashOf(edge),
    }),
  }
}

/** By what is different after a moment. */
export function changePaint(changes: MapChanges, by: MapColour, theme: ChartTheme): MapPaint {
  const paint = (step: number) => ({ colour: changeColour(step, by, theme), isPlain: step === 0 })
  return {
    node(_, place) {
      const change = changes.nodes[place]
      if (!change || change.there === 'never') return { ...paint(0), isIdle: true, figures: 'nothing', note: null }
      const isOneSided = change.there !== 'both'
      const { before, after } = pairOf(change, by)
      const isUnknown = before === null && after === null
      return {
        ...paint(changeStep(change, by)),
        isIdle: false,
        figures: sayBoth(change, isOneSided || isUnknown ? 'calls' : by),
        note: isOneSided ? { text: change.there, colour: theme.ink } : null,
      }
    },
    edge(edge, place) {
      const change = changes.edges[place]
      if (!change || change.there === 'never') {
        return { ...paint(0), isIdle: true, label: '', calls: 0, dash: dashOf(edge) }
      }
      return {
        ...paint(changeStep(change, by)),
        isIdle: false,
        label: sayChange(change, by),
        calls: Math.max(1, edge.calls),
        dash: change.there === 'gone' ? GONE : dashOf(edge),
      }
    },
  }
}

function hasSpans({ kind }: MapNode): boolean {
  return kind === 'service' || kind === 'namespace'
}

function dashOf({ asynchronous, calls }: MapEdge): number[] {
  return (asynchronous ?? 0) * 2 > calls ? ASYNCHRONOUS : []
}
