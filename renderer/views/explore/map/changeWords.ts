import { formatDuration } from '../../../../preload/contract/formatDuration'
import { formatRate, rateUnit } from '../rateUnit'
import { changeAmount, pairOf, type Change, type Pair } from './Change'
import { pairStep } from './changeColours'
import type { MapColour } from './mapChoices'
import type { MapEdge, MapNode } from './mapGraph'
import { KIND_WORDS } from './mapWords'

/** What is told of one figure. */
export interface ChangeLine {
  label: string
  before: string
  after: string
  change: string
  /** Whether clearly more failed, or took longer. */
  isWorse: boolean
}

export function changeLines(change: Change, noun: 'Calls' | 'Spans'): ChangeLine[] {
  const sayOneOf = (pair: Pair) => (rate: number | null) => sayRate(rate, pair)
  const line = (label: string, pair: Pair, say: (value: number | null) => string, isShare = false): ChangeLine => ({
    label,
    before: say(pair.before),
    after: say(pair.after),
    change: sayPair(pair, isShare),
    isWorse: label !== noun && pairStep(pair, isShare) > 0,
  })
  return [
    line(noun, change.rate, sayOneOf(change.rate)),
    line('Failed', change.failed, sayShare, true),
    ...(
      [
        ['p50', change.p50],
        ['p95', change.p95],
        ['p99', change.p99],
      ] as const
    )
      .filter(([label, { before, after }]) => label === 'p95' || before !== null || after !== null)
      .map(([label, pair]) => line(label, pair, formatDuration)),
  ]
}

/** A change in short: `× 2.1`, `+28 %`, `−3.1 pt`, `new`, `gone`, `same`; `–` where it cannot be told. */
export function sayChange(change: Change, by: MapColour): string {
  if (change.there === 'new' || change.there === 'gone') return change.there
  return sayPair(pairOf(change, by), by === 'errors')
}

/** A figure before and after: `20 ms → 85 ms`. */
export function sayBoth(change: Change, by: MapColour): string {
  const { before, after } = pairOf(change, by)
  if (by === 'p95') return `${formatDuration(before)} → ${formatDuration(after)}`
  if (by === 'errors') return `${sayShare(before)} → ${sayShare(after)} failed`
  return sayRates(change.rate)
}

export function nodeChangeWords(node: MapNode, change: Change): string {
  return `${KIND_WORDS[node.kind]} ${node.title}, ${allWords(change, node.kind === 'service' || node.kind === 'namespace' ? 'Spans' : 'Calls')}`
}

export function edgeChangeWords(nodes: readonly MapNode[], { from, to }: MapEdge, change: Change): string {
  return `${nodes[from]?.title} calls ${nodes[to]?.title}: ${allWords(change, 'Calls')}`
}

function allWords(change: Change, noun: 'Calls' | 'Spans'): string {
  const state = { new: 'new, nothing before', gone: 'gone, nothing after', never: 'nothing on either side', both: '' }
  const lines = changeLines(change, noun)
    .filter(({ label }) => label !== 'p50' && label !== 'p99')
    .map(
      ({ label, before, after, change: words }) => `${label.toLowerCase()} ${before} before, ${after} after, ${words}`,
    )
  return [state[change.there], ...(change.there === 'never' ? [] : lines)].filter(Boolean).join('; ')
}

function sayPair(pair: Pair, isShare: boolean): string {
  const amount = changeAmount(pair, isShare)
  if (amount === null) return '–'
  if (isShare) {
    const points = Math.abs(amount) * 100
    if (points < 0.05) return 'same'
    return `${amount < 0 ? '−' : '+'}${points < 10 ? points.toFixed(1) : Math.round(points)} pt`
  }
  if (amount === Infinity) return 'new'
  if (amount === -Infinity) return 'gone'
  const ratio = Math.exp(amount)
  if (ratio >= 1.995) return `× ${ratio < 9.95 ? ratio.toFixed(1) : Math.round(ratio)}`
  const percent = Math.round(Math.abs(ratio - 1) * 100)
  return percent === 0 ? 'same' : `${amount < 0 ? '−' : '+'}${percent} %`
}

function sayShare(share: number | null): string {
  if (share === null) return '–'
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return '< 0.1 %'
  return `${percent === 0 || percent >= 9.95 ? Math.round(percent) : percent.toFixed(1)} %`
}

/** `9.5 → 1.2/min`. */
function sayRates(pair: Pair): string {
  const { before, after } = pair
  if (before === null || after === null) return `${sayRate(before, pair)} → ${sayRate(after, pair)}`
  return `${sayRate(before, pair).replace(/\/.*/, '')} → ${sayRate(after, pair)}`
}

/** In the unit in which both are told. */
function sayRate(rate: number | null, { before, after }: Pair): string {
  return rate === null ? '–' : formatRate(rate, rateUnit(Math.max(before ?? 0, after ?? 0)))
}
