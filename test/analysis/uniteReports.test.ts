import { expect, test } from 'vitest'
import type { RepeatDetails, SpanReports } from '../../main/analysis/SpanReports'
import { groupReports, isPlainPair, SHARED_SERVER, uniteReports } from '../../main/analysis/uniteReports'
import { SPAN_KINDS, type SpanKind } from '../../preload/contract/trace'

interface Report {
  trace?: number
  id: number
  parent?: number
  kind?: SpanKind
  shared?: boolean
  service?: number
  partial?: boolean
  sameAs?: number
  host?: number
}

test('nothing repeats', () => {
  expect(unite([{ id: 1 }, { id: 2, parent: 1 }, { id: 3, parent: 9 }, { trace: 1, id: 2, parent: 1 }])).toEqual({
    mergedInto: [-1, -1, -1, -1],
    repeat: [0, 0, 0, 0],
    parent: [-1, 0, -1, -1],
    orphan: [0, 0, 1, 1],
  })
})

test('identical reports are merged, others are numbered in their order', () => {
  const reports = [
    { id: 1 },
    { id: 2, parent: 1 },
    { id: 2, parent: 1, sameAs: 1 },
    { id: 2, parent: 1 },
    { id: 2 },
    { id: 3, parent: 2 },
  ]
  expect(unite(reports)).toMatchObject({
    mergedInto: [-1, -1, 1, -1, -1, -1],
    repeat: [0, 0, 0, 2, 3, 0],
    parent: [-1, 0, -1, 0, -1, 1],
  })
})

test('a server that shares its client’s id hangs below it and takes the children', () => {
  const client: Report = { id: 1, kind: 'client', service: 7 }
  const server: Report = { id: 1, kind: 'server', service: 8 }
  for (const shared of [true, false]) {
    const reports = [
      { ...server, shared },
      client,
      { id: 2, parent: 1, service: 8 },
      { id: 3, parent: 1 },
      { id: 4, parent: 1, service: 7 },
    ]
    const head = groupReports(columns(reports)).repeated[0] ?? -1
    expect(isPlainPair(head, groupReports(columns(reports)), columns(reports))).toBe(true)
    expect(unite(reports)).toMatchObject({ repeat: [SHARED_SERVER, 0, 0, 0, 0], parent: [1, -1, 0, 0, 1] })
  }
})

test('a second server keeps its place below the client, and the children of its own service', () => {
  const reports: Report[] = [
    { id: 1, kind: 'client', service: 1 },
    { id: 1, kind: 'server', service: 2, shared: true },
    { id: 1, kind: 'server', service: 3, shared: true },
    { id: 5, parent: 1, service: 3 },
  ]
  expect(unite(reports)).toMatchObject({ repeat: [0, SHARED_SERVER, 2, 0], parent: [-1, 0, 0, 2] })
})

test('a shared server without its client keeps the id and its parent', () => {
  expect(unite([{ id: 1 }, { id: 2, parent: 1, kind: 'server', shared: true }])).toMatchObject({
    repeat: [0, 0],
    parent: [-1, 0],
  })
})

test('parts of one span are merged unless side, service or host differ', () => {
  const part: Report = { id: 1, partial: true, service: 4 }
  expect(unite([part, { ...part, service: -1 }]).mergedInto).toEqual([1, -1])
  expect(unite([part, { ...part, service: 5 }])).toMatchObject({ mergedInto: [-1, -1], repeat: [0, 2] })
  expect(
    unite([
      { ...part, host: 1 },
      { ...part, host: 2 },
    ]),
  ).toMatchObject({ mergedInto: [-1, -1], repeat: [0, 2] })
  expect(unite([{ ...part, host: 1 }, part]).mergedInto).toEqual([-1, 0])
  expect(unite([part, { ...part, shared: true, kind: 'server' }])).toMatchObject({
    mergedInto: [-1, -1],
    repeat: [0, SHARED_SERVER],
  })
  expect(unite([{ ...part, partial: false }, part])).toMatchObject({ mergedInto: [-1, -1], repeat: [0, 2] })
})

test('parts complete each other', () => {
  const reports: Report[] = [
    { id: 9 },
    { id: 1, partial: true },
    { id: 1, parent: 9, partial: true, sameAs: 1 },
    { id: 1, parent: 9, partial: true },
  ]
  expect(unite(reports)).toMatchObject({ mergedInto: [-1, -1, 1, 1], parent: [-1, 0, -1, -1] })
})

test('100,000 reports of one id, and as many children', () => {
  const count = 100_000
  const reports = Array.from({ length: 2 * count }, (_, row): Report =>
    row < count ? { id: 1 } : { id: row, parent: 1 },
  )
  const { repeat, parent } = unite(reports)
  expect(repeat[count - 1]).toBe(count)
  expect(parent[2 * count - 1]).toBe(0)
})

function unite(reports: Report[]) {
  const details: RepeatDetails = {
    sameAs: Int32Array.from(reports, ({ sameAs }, row) => sameAs ?? row),
    host: BigUint64Array.from(reports, ({ host = 0 }) => BigInt(host)),
  }
  const { mergedInto, repeat, parent, orphan } = uniteReports(columns(reports), details)
  return { mergedInto: [...mergedInto], repeat: [...repeat], parent: [...parent], orphan: [...orphan] }
}

function columns(reports: Report[]): SpanReports {
  return {
    trace: Int32Array.from(reports, ({ trace = 0 }) => trace),
    id: BigUint64Array.from(reports, ({ id }) => BigInt(id)),
    parentId: BigUint64Array.from(reports, ({ parent = 0 }) => BigInt(parent)),
    hasParent: Uint8Array.from(reports, ({ parent }) => Number(parent !== undefined)),
    kind: Uint8Array.from(reports, ({ kind = 'unspecified' }) => SPAN_KINDS.indexOf(kind)),
    shared: Uint8Array.from(reports, ({ shared = false }) => Number(shared)),
    service: Int32Array.from(reports, ({ service = -1 }) => service),
    partial: Uint8Array.from(reports, ({ partial = false }) => Number(partial)),
  }
}
