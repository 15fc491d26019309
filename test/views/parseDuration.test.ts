import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration } from '../../preload/contract/formatDuration'
import { parseDuration } from '../../renderer/query/parseDuration'

describe('parseDuration', () => {
  it.each([
    ['150ms', 150e6],
    ['1.5s', 1.5e9],
    ['200us', 200e3],
    ['200µs', 200e3],
    ['200μs', 200e3],
    ['2m', 120e9],
    ['2 m 05 s', 125e9],
    ['1h30m', 5400e9],
    ['  750 NS ', 750],
    ['.5ms', 500e3],
    ['5.s', 5e9],
    ['3d 07h', 79 * 3600e9],
    ['10min', 600e9],
    ['0', 0],
    ['0ms', 0],
  ])('%s is %d ns', (text, nanoseconds) => {
    expect(parseDuration(text)).toBe(nanoseconds)
  })

  it.each([
    '',
    ' ',
    '150',
    'ms',
    '-5ms',
    '1.5.2s',
    '150 foo',
    '5s 2m',
    '1s 1s',
    '1,5s',
    '5ms!',
    '٣ms',
    'NaNms',
    '1e3ms',
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  it('reads what the program itself writes, to the digits that it shows', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.integer({ min: 1_000, max: 10 ** 15 }), (nanoseconds) => {
        const read = parseDuration(formatDuration(nanoseconds)) ?? NaN
        expect(Math.abs(read - nanoseconds) / nanoseconds).toBeLessThan(0.02)
      }),
    )
  })

  it('takes any text without trouble', () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.string({ unit: 'binary' }), (text) => {
        const read = parseDuration(text)
        expect(read === undefined || read >= 0).toBe(true)
      }),
    )
  })
})
