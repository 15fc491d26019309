import fc from 'fast-check'
import { expect, it } from 'vitest'
import { JsonReader } from '../../main/import/json/JsonReader'
import { RecordFault } from '../../main/import/json/JsonFault'
import { readInstant } from '../../main/import/json/readInstant'
import { NO_TIME } from '../../main/import/SpanBatch'

function instantOf(json: string): bigint {
  const reader = new JsonReader()
  const bytes = Buffer.from(`${json}\0`)
  reader.show(bytes, 0, bytes.length - 1, 0, true)
  return readInstant(reader, 'start')
}

const NOON = 1_709_294_400_000_000_000n

it.each<[string, bigint]>([
  ['"2024-03-01T12:00:00Z"', NOON],
  ['"2024-03-01t12:00:00z"', NOON],
  ['"2024-03-01 12:00:00"', NOON],
  ['"2024-03-01T12:00:00.1Z"', NOON + 100_000_000n],
  ['"2024-03-01T12:00:00.123456789+00:00"', NOON + 123_456_789n],
  ['"2024-03-01T12:00:00.1234567899999Z"', NOON + 123_456_789n],
  ['"2024-03-01T13:30:00+01:30"', NOON],
  ['"2024-03-01T06:30:00-0530"', NOON],
  ['"2024-03-01T02:00:00-10"', NOON],
  ['"2024-02-29T23:59:60Z"', NOON - 43_200_000_000_000n],
  ['"1969-12-31T23:59:59.999999999Z"', -1n],
  ['"0001-01-01T00:00:00Z"', NO_TIME],
  ['"9999-12-31T23:59:59Z"', NO_TIME],
  ['""', NO_TIME],
  ['null', NO_TIME],
  ['1709294400', NOON],
  ['1709294400.000000001', NOON + 1n],
  ['1709294400000', NOON],
  ['1709294400000.5', NOON + 500_000n],
  ['1709294400000000', NOON],
  ['1709294400000000001', NOON + 1n],
  ['1.7092944e9', NOON],
  ['1.7092944e+18', NOON],
  ['0', 0n],
  ['-1.5', -1_500_000_000n],
  ['1e300', NO_TIME],
  ['1e-300', 0n],
])('reads %s', (json, expected) => {
  expect(instantOf(json)).toBe(expected)
})

it.each([
  '"yesterday"',
  '"2024-03-01"',
  '"2024-13-01T12:00:00Z"',
  '"2024-03-00T12:00:00Z"',
  '"2024-03-01T25:00:00Z"',
  '"2024-03-01T12:00:00."',
  '"2024-03-01T12:00:00Zulu"',
  '"2024-03-01T12:00:00+1"',
  '"2024/03/01T12:00:00Z"',
  '"2024-03-01T12-00-00Z"',
  'true',
  '{}',
])('refuses %s', (json) => {
  expect(() => instantOf(json)).toThrow(RecordFault)
})

it('reads any date as JavaScript does', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1678-01-01'), max: new Date('2262-01-01'), noInvalidDate: true }),
      fc.integer({ min: -14 * 60, max: 14 * 60 }),
      (date, zone) => {
        const expected = BigInt(date.getTime()) * 1_000_000n
        expect(instantOf(JSON.stringify(date))).toBe(expected)
        const local = new Date(date.getTime() + zone * 60_000).toISOString().slice(0, -1)
        const [hours, minutes] = [Math.trunc(Math.abs(zone) / 60), Math.abs(zone) % 60]
        const offset = `${zone < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
        expect(instantOf(`"${local}${offset}"`)).toBe(expected)
      },
    ),
  )
})
