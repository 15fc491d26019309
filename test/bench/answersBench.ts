import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleEntries } from '../support/bundleEntries.ts'
import { median } from './median.ts'
import { runMeasured } from './runMeasured.ts'
import { shopArchive } from './shopArchive.ts'
import { table } from './table.ts'

export const ANSWERS_USAGE = `answers [--spans 3000000] [--runs 3] [--archive <path>]`

/** Without a query, with one that all spans match, a simple, a structural and a grouped one. */
const QUERIES = [
  '',
  '{ }',
  '{ status = error }',
  '{ status = error } >> { kind = server }',
  '{ } | by(resource.service.name, name)',
]

/** Asks for lists, groups and histograms as a view does, each query in a process that has just opened the archive. */
export async function answersBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: {
      spans: { type: 'string', default: '3000000' },
      runs: { type: 'string', default: '3' },
      archive: { type: 'string' },
    },
  })
  const work = await mkdtemp(join(tmpdir(), 'traceloupe-answers-'))
  const program = await bundleEntries({ runSearch: 'test/bench/runSearch.ts' })
  try {
    const archive = values.archive ?? (await shopArchive(work, Number(values.spans)))
    const rows: string[][] = []
    for (const query of QUERIES) {
      const times: Record<string, number[]> = {}
      for (let run = 0; run < Number(values.runs); run++) {
        const { stdout } = await runMeasured([join(program, 'runSearch.js'), archive, 'view', query])
        const milliseconds: Record<string, number> = JSON.parse(stdout)
        for (const [name, time] of Object.entries(milliseconds)) (times[name] ??= []).push(time)
      }
      for (const [name, found] of Object.entries(times)) rows.push([query, name, Math.round(median(found)).toString()])
    }
    process.stdout.write(`${table([['query', 'asked, one after the other', 'ms'], ...rows]).join('\n')}\n`)
  } finally {
    await rm(work, { recursive: true, force: true })
    await rm(program, { recursive: true, force: true })
  }
}
