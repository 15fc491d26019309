import { describe, expect, it } from 'vitest'
import { readMoment } from '../../renderer/views/sql/parameters/readMoment'
import { guessType, readParameter } from '../../renderer/views/sql/parameters/readParameter'

const noon = 1_706_702_400_000_000_000n

describe('moments as people write them', () => {
  it.each([
    ['2024-01-31 12:00', noon],
    ['2024-01-31T12:00:00Z', noon],
    ['2024-01-31 12:00:00.000000001', noon + 1n],
    ['2024-01-31 14:00+02:00', noon],
    ['2024-01-31 10:30 -0130', noon],
    ['2024-01-31', noon - 43_200_000_000_000n],
    [String(noon), noon],
    ['1969-12-31 23:59:59.999999999', -1n],
  ])('%s', (text, moment) => {
    expect(readMoment(text, 'utc')).toBe(moment)
  })

  it.each(['', 'now', '2024-02-30', '2024-13-01', '2024-01-31 24:00', '2024-01-31 12:60', '31.1.2024', '1706702400'])(
    '%s is none',
    (text) => {
      expect(readMoment(text, 'utc')).toBeUndefined()
      expect(readMoment(text, 'local')).toBeUndefined()
    },
  )

  it('are in the zone that is shown, unless they say another', () => {
    const local = BigInt(new Date(2024, 0, 31, 12).getTime()) * 1_000_000n
    expect(readMoment('2024-01-31 12:00', 'local')).toBe(local)
    expect(readMoment('2024-01-31 12:00Z', 'local')).toBe(noon)
  })
})

describe('inputs of parameters', () => {
  it.each([
    ['text', ' a ', { type: 'text', value: ' a ' }],
    ['text', '', { type: 'null' }],
    ['number', ' 1.5e3 ', { type: 'number', value: '1.5e3' }],
    ['timestamp', '2024-01-31 12:00', { type: 'timestamp', value: '1706702400000000000' }],
    ['duration', '150ms', { type: 'duration', value: '150000000' }],
    ['duration', '42', { type: 'duration', value: '42' }],
  ] as const)('%s %j', (type, text, value) => {
    expect(readParameter({ type, text }, 'utc')).toEqual({ value })
  })

  it.each([
    ['number', '1,5'],
    ['number', '0x10'],
    ['timestamp', 'yesterday'],
    ['duration', '5 parsecs'],
  ] as const)('%s %j is refused', (type, text) => {
    expect(readParameter({ type, text }, 'utc').problem).toMatch(/^Not a/)
  })

  it('are of the type that their name tells', () => {
    const types = ['service', 'from', 'min_duration', 'limit', 'http_method', 'until'].map(guessType)
    expect(types).toEqual(['text', 'timestamp', 'duration', 'number', 'text', 'timestamp'])
  })
})
