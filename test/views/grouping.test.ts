import { expect, test } from 'vitest'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { COLUMN_FIELDS, columnGrouping, valueGrouping } from '../../renderer/views/trace/statistics/grouping'
import { readSort, writeSort } from '../../renderer/views/trace/statistics/sortInAddress'
import { traceColumnsOf } from '../support/traceColumnsOf'

const SHOP = traceColumnsOf(`
  shop say"hello\\there  0..100 server
    unknown_service x    10..40 error`)

test('every group has a query for just its spans', () => {
  const groupings = COLUMN_FIELDS.map((field) => columnGrouping(field, SHOP))
  expect(groupings.map(({ index, condition }) => condition(index[0] ?? -1))).toEqual([
    'resource.service.name = "shop"',
    'name = "say\\"hello\\\\there"',
    'kind = server',
    'status = unset',
  ])
  expect(groupings[0]?.condition(1)).toBe('(resource.service.name = nil || resource.service.name = "unknown_service")')
  const values = {
    texts: ['a\nb', '-1.5', 'true', '["a"]'],
    kinds: Uint8Array.of(0, 1, 2, 3),
    index: Int32Array.of(0, -1),
  }
  const { condition } = valueGrouping('span."odd key"', values)
  expect([0, 1, 2, 3, -1].map(condition)).toEqual([
    'span."odd key" = "a\\nb"',
    'span."odd key" = -1.5',
    'span."odd key" = true',
    null,
    'span."odd key" = nil',
  ])
  for (const written of [...groupings.map((of) => of.condition(0)), ...[0, 1, 2, -1].map(condition)]) {
    expect(parseTraceQL(`{ ${written} }`).problems, written ?? '').toEqual([])
  }
})

test('the address keeps how a table is sorted', () => {
  expect(readSort(null)).toEqual({ column: 'self', descending: true })
  expect(readSort('nonsense')).toEqual({ column: 'self', descending: true })
  for (const sort of [
    { column: 'p95' as const, descending: true },
    { column: 'label' as const, descending: false },
  ])
    expect(readSort(writeSort(sort))).toEqual(sort)
})
