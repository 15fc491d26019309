import { DuckDBTimestampNanosecondsValue, listValue, mapValue, type DuckDBValue } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { csvField } from '../../main/export/csvField'

test.each<[DuckDBValue, string]>([
  [null, ''],
  ['', '""'],
  ['plain', 'plain'],
  ['a "b", c', '"a ""b"", c"'],
  ['two\nlines', '"two\nlines"'],
  [9_007_199_254_740_993n, '9007199254740993'],
  [-3, '-3'],
  [true, 'true'],
  [new DuckDBTimestampNanosecondsValue(1_706_702_400_123_456_789n), '2024-01-31T12:00:00.123456789Z'],
  [listValue(['orphan', 'no_start']), '"[""orphan"",""no_start""]"'],
])('%s is written as %s', (value, field) => {
  expect(csvField(value)).toBe(field)
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j runs in no spreadsheet', (text) => {
  expect(csvField(text).replace(/^"/, '')[0]).toBe("'")
})

test('attributes keep their order, which the letters of their types follow', () => {
  const map = mapValue([
    { key: 'b', value: '1' },
    { key: '1', value: '=2' },
    { key: '__proto__', value: null },
  ])
  expect(csvField(map)).toBe('"{""b"":""1"",""1"":""=2"",""__proto__"":null}"')
})
