import { expect, it } from 'vitest'
import { resultName } from '../../../renderer/views/sql/export/resultFormats'
import { sayArrangement } from '../../../renderer/views/sql/export/sayArrangement'

it.each([
  ['Slowest operations', 'Slowest-operations.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['select * from spans', 'select-from-spans.csv'],
  ['.hidden', 'hidden.csv'],
  ['Ünïcode 日本', 'n-code.csv'],
  ['***', 'result.csv'],
  ['x'.repeat(300), `${'x'.repeat(80)}.csv`],
])('a file for %j is called %j', (query, name) => {
  expect(resultName(query, 'csv')).toBe(name)
  // The contract of `sql.export`.
  expect(name).toMatch(/^[\w-][\w.-]*$/)
})

const columns = ['a', 'b', 'c'].map((name) => ({ name, type: 'INTEGER' }))

it('says nothing of a result as it came', () => {
  expect(sayArrangement({ columns, arrangement: null, written: null })).toEqual([])
  expect(sayArrangement({ columns, arrangement: { order: [], filters: [] }, written: [0, 1, 2] })).toEqual([])
})

it('says what order, filters and columns apply', () => {
  const arrangement = {
    order: [
      { column: 1, descending: true },
      { column: 0, descending: false },
    ],
    filters: [
      { column: 2, test: 'notNull' as const },
      { column: 2, test: 'atMost' as const, value: '5' },
    ],
  }
  expect(sayArrangement({ columns, arrangement, written: [1, 0] })).toEqual([
    'Sorted by b descending, then a ascending.',
    'Only the rows that pass the filter of c.',
    '2 columns of 3, in the order shown.',
  ])
})
