import { afterEach, describe, expect, it } from 'vitest'
import { formatClock, formatTime, timeDisplay } from '../../renderer/state/timeDisplay.svelte'

const time = 1_706_702_400_123_456_789n

describe('formatTime', () => {
  afterEach(() => timeDisplay.choose('local'))

  it.each([
    ['minute', '2024-01-31 12:00'],
    ['second', '2024-01-31 12:00:00'],
    ['millisecond', '2024-01-31 12:00:00.123'],
    ['microsecond', '2024-01-31 12:00:00.123456'],
    ['nanosecond', '2024-01-31 12:00:00.123456789'],
  ] as const)('in UTC to the %s', (precision, text) => {
    timeDisplay.choose('utc')
    expect(timeDisplay.zoneName).toBe('UTC')
    expect(formatTime(time, precision)).toBe(text)
  })

  it('keeps nanoseconds before 1970, and never rounds up', () => {
    timeDisplay.choose('utc')
    expect(formatTime(-1n, 'nanosecond')).toBe('1969-12-31 23:59:59.999999999')
    expect(formatTime(-1n, 'millisecond')).toBe('1969-12-31 23:59:59.999')
  })

  it("follows the viewer's zone, daylight saving included", () => {
    const before = process.env['TZ']
    process.env['TZ'] = 'Europe/Berlin'
    try {
      expect(formatTime(time)).toBe('2024-01-31 13:00:00.123')
      expect(formatClock(1_720_000_000_000_000_000n, 'second')).toBe('11:46:40')
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })

  it('says that there is none', () => {
    expect([formatTime(null), formatClock(null)]).toEqual(['–', '–'])
  })
})
