import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleEntries } from '../support/bundleEntries.ts'
import { median } from './median.ts'
import { runMeasured } from './runMeasured.ts'

/** Milliseconds in which each of the archives opens a trace: medians over many traces, of `runs` runs in turn. */
export async function measureOpening(archives: string[], runs: number): Promise<number[]> {
  const folder = await bundleEntries({ openTraces: 'test/bench/openTraces.ts' })
  try {
    const medians = archives.map((): number[] => [])
    for (let run = 0; run < runs; run++) {
      for (const [index, archive] of archives.entries()) {
        const { stdout } = await runMeasured([join(folder, 'openTraces.js'), archive])
        const milliseconds: number[] = JSON.parse(stdout)
        medians[index]?.push(median(milliseconds))
      }
    }
    return medians.map(median)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
