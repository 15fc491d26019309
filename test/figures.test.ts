import { describe, expect, it } from 'vitest'
import { formatBytes } from '../preload/contract/formatBytes'
import { countOf, formatCount } from '../preload/contract/formatCount'
import { formatDuration, formatWholeSeconds } from '../preload/contract/formatDuration'
import { formatShare } from '../preload/contract/formatShare'

describe('formatDuration', () => {
  const SECOND = 1e9
  it.each([
    [0, '0 ns'],
    [1, '1 ns'],
    [412, '412 ns'],
    [999, '999 ns'],
    [1_000, '1.00 µs'],
    [1_234, '1.23 µs'],
    [9_996, '10.0 µs'],
    [99_960, '100 µs'],
    [412_000, '412 µs'],
    [999_499, '999 µs'],
    [999_500, '1.00 ms'],
    [1_234_567, '1.23 ms'],
    [12_345_678, '12.3 ms'],
    [999_999_999, '1.00 s'],
    [1.234 * SECOND, '1.23 s'],
    [59.94 * SECOND, '59.9 s'],
    [59.96 * SECOND, '1 m 00 s'],
    [125 * SECOND, '2 m 05 s'],
    [3599.4 * SECOND, '59 m 59 s'],
    [3599.6 * SECOND, '1 h 00 m'],
    [3840 * SECOND, '1 h 04 m'],
    [86_399 * SECOND, '1 d 00 h'],
    [(3 * 24 + 7) * 3600 * SECOND, '3 d 07 h'],
    [(2 * 24 * 3600 - 1) * SECOND, '2 d 00 h'],
    [-5_000_000, '−5.00 ms'],
    [-40e6, '−40.0 ms'],
    [1_234_567n, '1.23 ms'],
    [NaN, '–'],
    [Infinity, '–'],
    [null, '–'],
    [undefined, '–'],
  ])('%s ns reads %s', (nanoseconds, text) => {
    expect(formatDuration(nanoseconds)).toBe(text)
  })
})

describe('formatWholeSeconds', () => {
  it.each([
    [0, '0 s'],
    [1, '1 s'],
    [1_000, '1 s'],
    [59_001, '1 m 00 s'],
    [3_600_000, '1 h 00 m'],
  ])('%s ms reads %s', (milliseconds, text) => {
    expect(formatWholeSeconds(milliseconds)).toBe(text)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.00 kB'],
    [12_345, '12.3 kB'],
    [999_600, '1.00 MB'],
    [267_000_000, '267 MB'],
    [2_700_000_000, '2.70 GB'],
    [3_210_000_000_000_000, '3210 TB'],
  ])('%s reads %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe('formatCount', () => {
  it('sets thousands apart', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567')
    expect(formatCount(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993')
  })
  it('agrees with its noun', () => {
    expect([countOf(0, 'span'), countOf(1, 'span'), countOf(2_000, 'span')]).toEqual([
      '0 spans',
      '1 span',
      '2,000 spans',
    ])
    expect(countOf(3, 'entry', 'entries')).toBe('3 entries')
  })
})

it('a share looks like nothing or all only where it is that', () => {
  const shares = [0, 1, 100, 12_345, 99_990, 100_000].map((part) => formatShare(part, 100_000))
  expect(shares).toEqual(['0 %', '< 0.1 %', '0.1 %', '12.3 %', '> 99.9 %', '100 %'])
  expect([formatShare(null, 8), formatShare(1, 0), formatShare(0, 0)]).toEqual(['–', '–', '–'])
})
