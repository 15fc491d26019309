import { describe, expect, test } from 'vitest'
import type { MatchHistogram } from '../../preload/contract/matches'
import { ARCHIVE_START } from '../support/archiveOf'
import { MatchesScene } from './MatchesScene'

const scene = new MatchesScene()

describe('the histogram', () => {
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  const figures = ({ counts, errors, withoutStart }: MatchHistogram) => [sum(counts), sum(errors), withoutStart]

  test('has each match in one bin, or tells that it has no start', async () => {
    expect(figures(await scene.histogram({}, 'spans'))).toEqual([4, 2, 1])
    expect(figures(await scene.histogram({}, 'traces'))).toEqual([2, 2, 1])
    expect(figures(await scene.histogram({ query: '{ kind = server }' }, 'spans'))).toEqual([2, 1, 0])
    expect(figures(await scene.histogram({ query: '{ span.app.flag = true }' }, 'traces'))).toEqual([1, 1, 0])
    expect(figures(await scene.histogram({ query: '{ name = "nope" }' }, 'spans'))).toEqual([0, 0, 0])
  })

  test('puts matches where they start', async () => {
    const { origin, width, counts, errors } = await scene.histogram({}, 'spans')
    const bin = (offset: bigint) => Number((ARCHIVE_START + offset - origin) / width)
    expect(width).toBe(200n)
    expect(origin % width).toBe(0n)
    expect(counts.length).toBeLessThanOrEqual(40)
    expect([counts[bin(1_000n)], counts[bin(1_100n)], errors[bin(1_100n)]]).toEqual([1, 1, 1])
    expect([counts[bin(1_500n)], errors[bin(1_500n)]]).toEqual([1, 0])
    expect([counts[bin(5_000n)], errors[bin(5_000n)]]).toEqual([1, 1])
  })

  test.each(['traces', 'spans'] as const)(
    'of ranges that lie side by side adds up to that of the whole: %s',
    async (show) => {
      for (const [bins, cut] of [
        [2, 900n],
        [3, 1_000n],
        [5, 1_001n],
        [9, 1_100n],
        [9, 1_499n],
        [100, 4_000n],
        [100, 5_001n],
      ] as const) {
        const at = ARCHIVE_START + cut
        const [before, after] = [
          await scene.histogram({ to: at }, show, bins),
          await scene.histogram({ from: at }, show, bins),
        ]
        expect(Math.max(before.counts.length, after.counts.length)).toBeLessThanOrEqual(bins)
        const expected = (show === 'spans' ? [1_000n, 1_100n, 1_500n, 5_000n] : [1_000n, 5_000n]).filter(
          (start) => start < cut,
        )
        expect(sum(before.counts)).toBe(expected.length)
        expect(sum(after.counts)).toBe((show === 'spans' ? 4 : 2) - expected.length)
      }
    },
  )

  test('sums up to the totals of the list in any range', async () => {
    const range = { from: ARCHIVE_START + 1_050n, to: ARCHIVE_START + 1_501n }
    const { totals } = await scene.spans(range)
    expect(sum((await scene.histogram(range, 'spans', 5)).counts)).toBe(totals.spans)
  })
})
