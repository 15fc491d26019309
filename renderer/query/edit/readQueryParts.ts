import type { SyntaxNode } from '@lezer/common'
import type { Place } from '../../../preload/contract/traceql/ast'
import { onlyOperandOf, operandsOf } from '../../../preload/contract/traceql/operandsOf'
import { parseTraceQL } from '../../../preload/contract/traceql/parseTraceQL'
import { readFieldExpression } from '../../../preload/contract/traceql/readFieldExpression'
import { parser } from '../../../preload/contract/traceql/traceql.grammar'
import type { Condition, Conjunct, Filter, QueryParts } from './QueryParts'

const CHAINS = ['Chain', 'FieldChain']
const SPANSETS = ['filter', 'combination', 'relation', 'pipeline']

/** The parts of a query as it is written; null for a text that is none. Nothing but white space is a query for all. */
export function readQueryParts(text: string): QueryParts | null {
  if (text.trim() === '') return { text, conjuncts: [], mixed: false, stages: [] }
  const { query } = parseTraceQL(text)
  if (query === null) return null
  const stages = operandsOf(onlyOperandOf(parser.parse(text).topNode))
  const first = SPANSETS.includes(query.stages[0]?.kind ?? '') ? stages.shift() : undefined
  return {
    text,
    conjuncts: first ? conjunctsOf(first, text).map((operand) => readConjunct(operand, text, stages.length > 0)) : [],
    mixed: first !== undefined && isMixed(first, text),
    stages: stages.map(({ from, to }) => ({ kind: 'stage', ...piece({ from, to }, text) })),
  }
}

interface Operand extends Place {
  /** Null for several that `||` joins without parentheses. */
  node: SyntaxNode | null
}

/** What must all hold: neither operator binds tighter, so what stands before the last `||` is one operand. */
function conjunctsOf(node: SyntaxNode, text: string): Operand[] {
  if (!CHAINS.includes(node.name)) return [{ node, from: node.from, to: node.to }]
  let operands: Operand[] = []
  let joined = false
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'Operator') joined = isOr(child, text)
    else if (joined) operands = [{ node: null, from: node.from, to: child.to }]
    else operands.push({ node: child, from: child.from, to: child.to })
  }
  return operands
}

function readConjunct({ node, ...place }: Operand, text: string, staged: boolean): Conjunct {
  const inner = node && withoutParentheses(node)
  const filter = inner?.name === 'Filter' ? readFilter(inner, text) : null
  return { kind: 'conjunct', filter, ...piece(place, text, node && aloneSpanset(node, staged)) }
}

function readFilter(node: SyntaxNode, text: string): Filter {
  const braces = { from: node.from, to: node.to }
  const [chain] = operandsOf(node)
  if (!chain) return { braces, conditions: [], mixed: false }
  return {
    braces,
    conditions: conjunctsOf(chain, text).map((operand) => readCondition(operand, text)),
    mixed: isMixed(chain, text),
  }
}

function readCondition({ node, ...place }: Operand, text: string): Condition {
  const inner = node?.name === 'Group' ? onlyOperandOf(node) : null
  return { kind: 'condition', expression: node && readFieldExpression(node, text), ...piece(place, text, inner) }
}

function piece({ from, to }: Place, text: string, alone: Place | null = null) {
  return { from, to, text: text.slice(from, to), alone: { from: alone?.from ?? from, to: alone?.to ?? to } }
}

/** Of what stands in parentheses, what they hold: alone, it means the same without, unless stages follow a pipeline. */
function aloneSpanset(node: SyntaxNode, staged: boolean): SyntaxNode | null {
  if (node.name !== 'Wrapped') return null
  const pipeline = onlyOperandOf(node)
  return staged && operandsOf(pipeline).length > 1 ? null : pipeline
}

function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node
  while (inner.name === 'Wrapped') {
    const [only, ...more] = operandsOf(onlyOperandOf(inner))
    if (!only || more.length > 0) break
    inner = only
  }
  return inner
}

function isMixed(node: SyntaxNode, text: string): boolean {
  return CHAINS.includes(node.name) && node.getChildren('Operator').some((operator) => isOr(operator, text))
}

function isOr({ from, to }: Place, text: string): boolean {
  return text.slice(from, to) === '||'
}
