import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowOfSpanId, spanIdAt } from '../preload/contract/spanIds'
import { spanIdsOf } from './support/spanIdsOf'

const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 })
const ids = fc.oneof(
  { weight: 4, arbitrary: digits },
  digits.map((id) => `${id}/server`),
  digits.map((id) => id.toUpperCase()),
  fc.string(),
)

it('every row has its id, and every id is found where it stands first', () => {
  fc.assert(
    fc.property(fc.uniqueArray(ids), ids, (all, other) => {
      const packed = spanIdsOf(all)
      expect(all.map((_, row) => spanIdAt(packed, row))).toEqual(all)
      expect(all.map((id) => rowOfSpanId(packed, id))).toEqual(all.map((_, row) => row))
      expect(rowOfSpanId(packed, other)).toBe(all.indexOf(other))
      expect([spanIdAt(packed, -1), spanIdAt(packed, all.length)]).toEqual([undefined, undefined])
    }),
  )
})
