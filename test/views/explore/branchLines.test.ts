import { expect, test } from 'vitest'
import type { Branch, RarerBranches } from '../../../preload/contract/explore/structure'
import {
  branchesAbove,
  branchLines,
  canOpen,
  closedAtFirst,
} from '../../../renderer/views/explore/structure/branchLines'
import {
  branchOrder,
  FREQUENT_FIRST,
  orderParameter,
  sortBranches,
} from '../../../renderer/views/explore/structure/sortBranches'
import { branchQuery, narrowTo } from '../../../renderer/views/explore/structure/branchQuery'

const SUMS: RarerBranches = { branchCount: 2, spanCount: 3, errorCount: 0, totalNs: 5 }

function branch(depth: number, rarer: RarerBranches | null = null, traceCount = 10): Branch {
  const figures = { spanCount: 1, errorCount: 0, p50Ns: 1, p95Ns: 1, totalNs: 1, selfNs: 1 }
  return { serviceName: 'shop', name: `level ${depth}`, depth, isOrphan: false, traceCount, rarer, ...figures }
}

/** A root with two branches, of which the first has one below it, and another root. */
const BRANCHES = [branch(0, SUMS), branch(1), branch(2, SUMS), branch(1), branch(0)]

function said(closed: number[], rarer: RarerBranches | null = null): string[] {
  return branchLines({ branches: BRANCHES, rarer }, new Set(BRANCHES.filter((_, place) => closed.includes(place)))).map(
    (line) =>
      line.kind === 'branch' ? `${line.depth} ${line.branch}` : `${line.depth} rarer than those below ${line.above}`,
  )
}

test('what is not told comes behind all that is told below the same branch', () => {
  expect(said([], SUMS)).toEqual([
    '0 0',
    '1 1',
    '2 2',
    '3 rarer than those below 2',
    '1 3',
    '1 rarer than those below 0',
    '0 4',
    '0 rarer than those below -1',
  ])
})

test('below a closed branch nothing is shown', () => {
  expect(said([0])).toEqual(['0 0', '0 4'])
  expect(said([1])).toEqual(['0 0', '1 1', '1 3', '1 rarer than those below 0', '0 4'])
  expect(said([2])).toEqual(['0 0', '1 1', '2 2', '1 3', '1 rarer than those below 0', '0 4'])
})

test('a branch opens where there is something below it', () => {
  expect(BRANCHES.map((_, index) => canOpen(BRANCHES, index))).toEqual([true, true, true, false, false])
  expect(branchesAbove(BRANCHES)).toEqual([-1, 0, 1, 0, -1])
})

test('rare branches are closed at first', () => {
  const branches = [
    branch(0, null, 100),
    branch(1, null, 4),
    branch(2, null, 4),
    branch(1, null, 5),
    branch(2, null, 5),
  ]
  expect([...closedAtFirst({ traceCount: 100, branches })]).toEqual([branches[1]])
})

test('a branch is asked for by its path, beside what is asked already', () => {
  const root = 'resource.service.name = "shop" && name = "level 0" && parent = nil && !(span:problems = "orphan")'
  const path = `{ ${root} } > { resource.service.name = "shop" && name = "level 1" }`
  expect(branchQuery(BRANCHES, 3)).toBe(path)
  expect(narrowTo(' ', BRANCHES, 3)).toBe(path)
  expect(narrowTo('{ status = error }', BRANCHES, 3)).toBe(`{ status = error } && (${path})`)
  expect(narrowTo('{ .a } | count() > 2', BRANCHES, 0)).toBe(`({ .a } | count() > 2) && { ${root} }`)
  expect(narrowTo('plain words', BRANCHES, 3)).toBeNull()
  const [lost] = [{ ...branch(0), isOrphan: true }]
  expect(branchQuery([lost], 0)).toContain('span:problems = "orphan"')
})

test('siblings are sorted, each with what is below it', () => {
  const named = (name: string, depth: number, figures: Partial<Branch>): Branch => ({
    ...branch(depth),
    name,
    ...figures,
  })
  const branches = [
    named('a', 0, { spanCount: 10, selfNs: 1, p95Ns: 5 }),
    named('b', 1, { spanCount: 20, selfNs: 7, p95Ns: null }),
    named('c', 2, { spanCount: 2, selfNs: 1 }),
    named('d', 1, { spanCount: 5, selfNs: 9, p95Ns: 2 }),
    named('e', 0, { spanCount: 30, selfNs: 0, p95Ns: 6 }),
  ]
  const order = (parameter: string) =>
    sortBranches(branches, branchOrder(parameter))
      .map(({ name }) => name)
      .join('')
  expect(order('')).toBe('abcde')
  expect(order('-self')).toBe('adbce')
  expect(order('spans')).toBe('adbce')
  expect(order('calls')).toBe('adbce')
  expect(order('-p95')).toBe('eadbc')
  expect(order('p95')).toBe('adbce')
  expect(order('-operation')).toBe('eadbc')
  expect(order('nonsense')).toBe('abcde')
})

test('a head sorts by its largest first, then the other way round', () => {
  expect(orderParameter('self', FREQUENT_FIRST)).toBe('-self')
  expect(orderParameter('self', branchOrder('-self'))).toBe('self')
  expect(orderParameter('operation', FREQUENT_FIRST)).toBe('operation')
  expect(orderParameter('traces', branchOrder('self'))).toBe('')
})
