import { expect, it } from 'vitest'
import type { ImportProgress } from '../preload/contract/archive'
import { ImportPace } from '../preload/contract/ImportPace'
import { sayTimeLeft } from '../preload/contract/sayTimeLeft'

const progress: ImportProgress = {
  phase: 'reading',
  bytesRead: 0,
  bytesTotal: 100_000_000,
  spans: 0,
  filesDone: 0,
  filesTotal: 1,
  elapsedMs: 0,
  leftMs: null,
}

it('knows nothing before there is an estimate, and takes the first as it is', () => {
  const pace = new ImportPace()
  expect(pace.follow({ ...progress, phase: 'looking' })).toEqual({ share: null, leftMs: null, bytesPerSecond: null })
  expect(pace.follow({ ...progress, elapsedMs: 1_000, bytesRead: 20_000_000, leftMs: 3_000 })).toEqual({
    share: 0.25,
    leftMs: 3_000,
    bytesPerSecond: 20_000_000,
  })
})

it('runs evenly over estimates that jump, and follows one that stays', () => {
  const pace = new ImportPace()
  const shown: number[] = []
  for (let elapsedMs = 500; elapsedMs <= 4_000; elapsedMs += 100) {
    const jump = elapsedMs % 200 === 0 ? 3_000 : -3_000
    shown.push(pace.follow({ ...progress, elapsedMs, leftMs: 20_000 - elapsedMs + jump }).leftMs ?? NaN)
  }
  const steps = shown.slice(1).map((left, index) => Math.abs((shown[index] ?? NaN) - left - 100))
  expect(Math.max(...steps)).toBeLessThan(350)

  let last = pace.follow({ ...progress, elapsedMs: 4_100, leftMs: 40_000 })
  for (let elapsedMs = 4_200; elapsedMs <= 10_100; elapsedMs += 100)
    last = pace.follow({ ...progress, elapsedMs, leftMs: 44_100 - elapsedMs })
  expect(Math.abs((last.leftMs ?? NaN) - 34_000)).toBeLessThan(1_500)
})

it('never goes back, and is not done before it is done', () => {
  const pace = new ImportPace()
  const half = pace.follow({ ...progress, elapsedMs: 5_000, leftMs: 5_000 })
  const later = pace.follow({ ...progress, elapsedMs: 6_000, leftMs: 60_000 })
  expect([half.share, later.share]).toEqual([0.5, 0.5])
  expect(later.leftMs).toBeGreaterThan(20_000)
  const last = pace.follow({ ...progress, phase: 'storing', elapsedMs: 600_000, leftMs: 0 })
  expect(last).toEqual({ share: 0.99, leftMs: 0, bytesPerSecond: null })
})

it('tells the time left the coarser the longer it is', () => {
  const told = [0, 999, 1_001, 19_000, 21_000, 58_000, 121_000, 601_000, 3_700_000].map(sayTimeLeft)
  expect(told).toEqual(['a moment', 'a moment', '2 s', '19 s', '25 s', '1 m 00 s', '2 m 15 s', '11 m 00 s', '1 h 02 m'])
})
