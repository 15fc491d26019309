import { afterEach, expect, test } from 'vitest'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { arrangeBranches } from '../../../main/queries/explore/arrangeBranches'
import type { PathFigures } from '../../../main/queries/explore/structureLevel'
import { traceStructure } from '../../../main/queries/explore/traceStructure'
import { Matches } from '../../../main/queries/Matches'
import { branchQuery } from '../../../renderer/views/explore/structure/branchQuery'
import { MOST_BRANCHES, MOST_LEVELS, type Branch } from '../../../preload/contract/explore/structure'
import type { TraceFilter } from '../../../preload/contract/explorer'
import { ARCHIVE_START, archiveOf, type DrawnSpan } from '../../support/archiveOf'
import { never } from '../../support/never'

const ALL: TraceFilter = { query: '', from: null, to: null, limit: null, selection: null }
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function structureOf(
  spans: DrawnSpan[],
  filter: Partial<TraceFilter> = {},
  signal = never,
  more?: Parameters<typeof archiveOf>[1],
) {
  const archive = await archiveOf(spans, more)
  const reader = await ArchiveReader.open(archive.path)
  ends.push(async () => {
    reader.close()
    await archive.remove()
  })
  return traceStructure(reader, new Matches(), { filter: { ...ALL, ...filter } }, signal)
}

/** A tree as indented lines: path, traces, spans, errors. */
function lines(branches: readonly Branch[]): string[] {
  return branches.map(
    ({ depth, serviceName, name, traceCount, spanCount, errorCount }) =>
      `${' '.repeat(depth)}${serviceName}/${name} ${traceCount} ${spanCount} ${errorCount}`,
  )
}

/** Two traces of one kind, of which the second calls twice as often and fails, and one of another kind. */
const SHOP: DrawnSpan[] = [
  { trace: '1', id: 'a', service: 'shop', name: 'buy', start: 0, duration: 100 },
  { trace: '1', id: 'b', parent: 'a', service: 'bank', name: 'pay', start: 10, duration: 10 },
  { trace: '1', id: 'c', parent: 'a', service: 'mail', name: 'send', start: 50, duration: 5 },
  { trace: '2', id: 'a', service: 'shop', name: 'buy', start: 1_000, duration: 300 },
  { trace: '2', id: 'b', parent: 'a', service: 'bank', name: 'pay', start: 1_010, duration: 20, status: 'error' },
  { trace: '2', id: 'c', parent: 'a', service: 'bank', name: 'pay', start: 1_050, duration: 40 },
  { trace: '2', id: 'd', parent: 'c', service: 'bank', name: 'pay', start: 1_055, duration: null },
  { trace: '3', id: 'a', service: 'shop', name: 'look', start: 2_000, duration: 0 },
]

test('spans with the same path from the root are one branch, the more frequent first', async () => {
  const { branches, rarer, ...sums } = await structureOf(SHOP)
  expect(sums).toEqual({ traceCount: 3, spanCount: 8, selfNs: 475 })
  expect(rarer).toBeNull()
  expect(lines(branches)).toEqual([
    'shop/buy 2 2 0',
    ' bank/pay 2 3 1',
    '  bank/pay 1 1 0',
    ' mail/send 1 1 0',
    'shop/look 1 1 0',
  ])
  expect(branches[1]).toEqual({
    serviceName: 'bank',
    name: 'pay',
    depth: 1,
    isOrphan: false,
    traceCount: 2,
    spanCount: 3,
    errorCount: 1,
    p50Ns: 20,
    p95Ns: 40,
    totalNs: 70,
    selfNs: 70,
    rarer: null,
  })
  expect(branches[2]).toMatchObject({ p50Ns: null, p95Ns: null, totalNs: 0, selfNs: 0 })
  expect(branches[4]).toMatchObject({ p50Ns: 0, totalNs: 0 })
})

test('the traces are those that the list of traces shows for the same filter, whole', async () => {
  const failed = await structureOf(SHOP, { query: '{ status = error }' })
  expect(failed.traceCount).toBe(1)
  expect(lines(failed.branches)).toEqual(['shop/buy 1 1 0', ' bank/pay 1 2 1', '  bank/pay 1 1 0'])
  const early = await structureOf(SHOP, { to: ARCHIVE_START + 1_000n })
  expect(lines(early.branches)).toEqual(['shop/buy 1 1 0', ' bank/pay 1 1 0', ' mail/send 1 1 0'])
  const latest = await structureOf(SHOP, { limit: 1 })
  expect(lines(latest.branches)).toEqual(['shop/look 1 1 0'])
  const none = await structureOf(SHOP, { query: '{ name = "nothing" }' })
  expect(none).toEqual({ traceCount: 0, spanCount: 0, selfNs: 0, branches: [], rarer: null })
})

test('the query of a branch finds the traces that it is in', async () => {
  const drawn: DrawnSpan[] = [
    ...SHOP,
    { trace: '4', id: 'a', service: 'unknown_service', name: 'a "quoted" name', start: 3_000 },
    { trace: '4', id: 'b', parent: 'x', drawnParent: null, name: 'buy', start: 3_000, problems: ['orphan'] },
    { trace: '4', id: 'c', parent: 'b', service: 'bank', name: 'pay', start: 3_000 },
  ]
  const spans = drawn.map((span): DrawnSpan => ({
    resource: { 'service.name': [span.service ?? 'shop', 's'] },
    ...span,
  }))
  const { branches } = await structureOf(spans)
  expect(branches.length).toBe(8)
  for (const [place, branch] of branches.entries()) {
    const found = await structureOf(spans, { query: branchQuery(branches, place) })
    expect([branch, found.traceCount]).toEqual([branch, branch.traceCount])
  }
})

test('an archive without spans has no branches', async () => {
  expect(await structureOf([])).toEqual({ traceCount: 0, spanCount: 0, selfNs: 0, branches: [], rarer: null })
})

test('spans whose parent is missing are roots of their own, apart from those without a parent', async () => {
  const { branches } = await structureOf([
    { trace: '1', id: 'a', name: 'pay' },
    { trace: '2', id: 'b', parent: 'x', drawnParent: null, name: 'pay', problems: ['orphan'] },
    { trace: '3', id: 'b', parent: 'x', drawnParent: null, name: 'pay', problems: ['orphan'] },
    { trace: '3', id: 'c', parent: 'b', name: 'log' },
  ])
  expect(lines(branches)).toEqual(['shop/pay 2 2 0', ' shop/log 1 1 0', 'shop/pay 1 1 0'])
  expect(branches.map(({ isOrphan }) => isOrphan)).toEqual([true, false, false])
})

test('a circle that was cut begins a tree where it was cut', async () => {
  const { branches } = await structureOf([
    { trace: '1', id: 'a', parent: 'b', drawnParent: null, name: 'one', problems: ['cycle_cut'] },
    { trace: '1', id: 'b', parent: 'a', name: 'two' },
  ])
  expect(lines(branches)).toEqual(['shop/one 1 1 0', ' shop/two 1 1 0'])
})

/** `count` spans below one another, or all below the first, each with a name of its own. */
const many = (count: number, parent: string) => (connection: { run(statement: string): Promise<unknown> }) =>
  connection.run(`
    INSERT INTO store.span_rows BY NAME
    SELECT s.* REPLACE (n::INTEGER AS span_row, printf('%016x', n) AS span_id, 'operation ' || n AS name,
      struct_update(tree, parent_row := (${parent})::INTEGER, depth := (${parent} + 1)::INTEGER) AS tree)
    FROM store.span_rows s, range(1, ${count + 1}) numbers(n)`)

test('levels below the deepest that is told are summed up', async () => {
  const { branches } = await structureOf([{ trace: '1', id: '0' }], {}, never, many(100, 'n - 1'))
  expect(branches.map(({ depth }) => depth)).toEqual(Array.from({ length: MOST_LEVELS }, (_, depth) => depth))
  expect(branches.slice(0, -1).every(({ rarer }) => rarer === null)).toBe(true)
  expect(branches.at(-1)?.rarer).toEqual({ branchCount: 1, spanCount: 1, errorCount: 0, totalNs: 10 })
})

test('of more branches than can be told the others are summed up', async () => {
  const { branches, spanCount } = await structureOf([{ trace: '1', id: '0' }], {}, never, many(2 * MOST_BRANCHES, '0'))
  expect(spanCount).toBe(2 * MOST_BRANCHES + 1)
  expect(branches.length).toBe(MOST_BRANCHES)
  const left = MOST_BRANCHES + 1
  expect(branches[0]?.rarer).toEqual({ branchCount: left, spanCount: left, errorCount: 0, totalNs: 10 * left })
})

test('who has asked and gone is told so', async () => {
  await expect(structureOf(SHOP, {}, AbortSignal.abort())).rejects.toMatchObject({ failure: { code: 'cancelled' } })
})

test('the most frequent paths are told, parents before what is below them', () => {
  const path = (own: number, above: number, traceCount: number): PathFigures => ({
    path: BigInt(own),
    above: BigInt(above),
    firstRow: own,
    traceCount,
    spanCount: traceCount,
    errorCount: 1,
    totalNs: 5,
    selfNs: 1,
    p50Ns: 1,
    p95Ns: 1,
  })
  const others = new Map([[1n, { branchCount: 3, spanCount: 4, errorCount: 0, totalNs: 7 }]])
  const levels = [
    { paths: [path(1, 0, 9), path(2, 0, 2)], others: new Map() },
    { paths: [path(3, 1, 9), path(4, 1, 1), path(5, 2, 2)], others },
  ]
  const { branches, rarer } = arrangeBranches(levels, 3)
  expect(branches.map(({ firstRow, depth }) => [firstRow, depth])).toEqual([
    [1, 0],
    [3, 1],
    [2, 0],
  ])
  expect(branches[0]?.rarer).toEqual({ branchCount: 4, spanCount: 5, errorCount: 1, totalNs: 12 })
  expect(branches[2]?.rarer).toEqual({ branchCount: 1, spanCount: 2, errorCount: 1, totalNs: 5 })
  expect(rarer).toBeNull()
})
