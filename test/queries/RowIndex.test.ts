import { expect, test } from 'vitest'
import { RowIndex } from '../../main/queries/RowIndex'

test.each([
  ['close together', [7, 5, 6, 9]],
  ['far apart', [2_000_000_000, 5, 90, -3]],
  ['none', []],
])('finds the rows of keys %s', (_, keys) => {
  const index = new RowIndex(Int32Array.from(keys))
  expect(keys.map((key) => index.rowOf(key))).toEqual(keys.map((_, row) => row))
  for (const other of [-1, 0, 4, 8, 10, 2_147_483_647]) expect(index.rowOf(other)).toBe(-1)
})
