import type { Page } from '@playwright/test'
import { median } from './median'

/** Times between two frames, and tasks of more than 50 ms, in milliseconds. */
export interface Frames {
  median: number
  p99: number
  longest: number
  /** 0 where no task took as long. */
  longestTask: number
}

/** Watches the frames of a page while something is done in it. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<Frames> {
  const watch = await page.evaluateHandle(() => {
    const intervals: number[] = []
    const tasks: number[] = []
    let last = performance.now()
    let watching = true
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    observer.observe({ entryTypes: ['longtask'] })
    const tick = (now: number) => {
      intervals.push(now - last)
      last = now
      if (watching) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    return {
      stop() {
        watching = false
        observer.disconnect()
        return { intervals, tasks }
      },
    }
  })
  await act()
  const { intervals, tasks } = await watch.evaluate((watching) => watching.stop())
  await watch.dispose()
  const sorted = intervals.toSorted((a, b) => a - b)
  return {
    median: median(sorted),
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
    longest: sorted.at(-1) ?? NaN,
    longestTask: Math.max(0, ...tasks),
  }
}
