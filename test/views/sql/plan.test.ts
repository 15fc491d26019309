import { describe, expect, it } from 'vitest'
import type { PlanNode } from '../../../preload/contract/sql/held'
import { operatorWords } from '../../../renderer/views/sql/explain/operatorWords'
import { estimateOff, planFacts } from '../../../renderer/views/sql/explain/planFacts'
import { planLines } from '../../../renderer/views/sql/explain/planLines'
import { planText } from '../../../renderer/views/sql/explain/planText'

function node(name: string, known: Partial<PlanNode> = {}): PlanNode {
  return { name, details: [], estimatedRows: null, rows: null, elapsedMs: null, children: [], ...known }
}

const scan = node('SEQ_SCAN', {
  details: [
    { label: 'Table', text: 'shop.store."span_rows"' },
    { label: 'Projections', text: 'a\nb' },
    { label: 'Filters', text: 'depth>1' },
  ],
  estimatedRows: 10,
  rows: 1_000,
  elapsedMs: 6,
})
const values = node('EXPRESSION_SCAN', { rows: 2, elapsedMs: 0 })
const join = node('HASH_JOIN', {
  details: [{ label: 'Conditions', text: 'a = b' }],
  elapsedMs: 3,
  children: [scan, values],
})
const plan = node('ORDER_BY', { elapsedMs: 1, children: [join] })

describe('the lines of a plan', () => {
  it('are operators, each before what feeds it', () => {
    expect(planLines(plan, new Set())).toEqual([
      { node: plan, depth: 0, above: -1, expanded: true },
      { node: join, depth: 1, above: 0, expanded: true },
      { node: scan, depth: 2, above: 1, expanded: undefined },
      { node: values, depth: 2, above: 1, expanded: undefined },
    ])
  })

  it('leave out what is below a closed one', () => {
    expect(planLines(plan, new Set([join])).map(({ node, expanded }) => [node.name, expanded])).toEqual([
      ['ORDER_BY', true],
      ['HASH_JOIN', false],
    ])
  })

  it('may be as deep as they like', () => {
    let deep = node('LIMIT')
    for (let depth = 1; depth < 100_000; depth++) deep = node('LIMIT', { children: [deep] })
    expect(planLines(deep, new Set())).toHaveLength(100_000)
    expect(planFacts(deep)).toEqual({ totalMs: null, costliest: null })
  })
})

describe('where the time goes', () => {
  it('is the operator with the most of its own', () => {
    expect(planFacts(plan)).toEqual({ totalMs: 10, costliest: scan })
  })

  it.each([
    [10, 99, null],
    [10, 100, 10],
    [1_000, 100, 0.1],
    [1_000, 101, null],
    [0, 9, null],
    [50, 0, 0.02],
    [null, 5, null],
    [5, null, null],
  ])('estimated %s and found %s rows are off by %s', (estimatedRows, rows, off) => {
    expect(estimateOff(node('FILTER', { estimatedRows, rows }))).toBe(off)
  })
})

describe('an operator in words', () => {
  it.each([
    [scan, 'Scan', 'span_rows · where depth>1'],
    [join, 'Join by hash', 'a = b'],
    [node('PROJECTION', { details: [{ label: 'Projections', text: 'a\nb + 1' }] }), 'Compute columns', 'a, b + 1'],
    [
      node('PROJECTION', { details: [{ label: 'Projections', text: '__internal_compress_string(#0)' }] }),
      'Pack columns',
      '__internal_compress_string(#0)',
    ],
    [
      node('TOP_N', {
        details: [
          { label: 'Top', text: '3' },
          { label: 'Order By', text: 'n DESC' },
        ],
      }),
      'The first few in order',
      'n DESC · 3 rows',
    ],
    [node('SOME_NEW_THING'), 'Some new thing', ''],
  ])('%#', (operator, words, subject) => {
    expect(operatorWords(operator)).toEqual({ words, subject })
  })
})

it('a plan is copied with all that is known', () => {
  expect(planText({ plan, elapsedMs: 12, rowCount: 1 })).toBe(
    [
      'ran in 12.0 ms',
      'ORDER_BY  (1.00 ms)',
      '  HASH_JOIN  (3.00 ms)',
      '      Conditions: a = b',
      '    SEQ_SCAN  (estimated 10, rows 1,000, 6.00 ms)',
      '        Table: shop.store."span_rows"',
      '        Projections: a, b',
      '        Filters: depth>1',
      '    EXPRESSION_SCAN  (rows 2, 0 ns)',
      '',
    ].join('\n'),
  )
})
