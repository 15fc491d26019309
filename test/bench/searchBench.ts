import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleEntries } from '../support/bundleEntries.ts'
import { median } from './median.ts'
import { runMeasured } from './runMeasured.ts'
import { SEARCH_QUERIES } from './searchQueries.ts'
import { shopArchive } from './shopArchive.ts'
import { table } from './table.ts'

const SIZES = { '300k': 300_000, '3m': 3_000_000, '10m': 10_000_000 }
/** Ours may take so many times what the rival takes. */
const MOST_OF_RIVAL = 1.2
/** Of the names in `completions.ts`, whose modules are bundled. */
const COMPLETIONS = ['keys', 'a few values', 'thousands of values', 'places of a text']
const MOST_OF_COMPLETION = 100

export const SEARCH_USAGE = `search [--sizes ${Object.keys(SIZES).join(',')}] [--runs 5]`

interface Column {
  size: string
  milliseconds: Record<string, [ours: number, rival: number]>
  completions: Record<string, number>
}

/**
 * Asks typical queries of archives on disk, each in a process that has just opened the archive, in turn with the
 * plainest SQL for the same answer. Throws if the answers differ.
 */
export async function searchBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: {
      sizes: { type: 'string', default: Object.keys(SIZES).join(',') },
      runs: { type: 'string', default: '5' },
    },
  })
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a number from 1 on')
  const sizes = Object.entries(SIZES).filter(([name]) => values.sizes.split(',').includes(name))
  if (sizes.length !== values.sizes.split(',').length) throw new Error(`--sizes takes ${Object.keys(SIZES).join(', ')}`)
  const work = await mkdtemp(join(tmpdir(), 'traceloupe-search-'))
  const program = await bundleEntries({
    runSearch: 'test/bench/runSearch.ts',
    runCompletion: 'test/bench/runCompletion.ts',
  })
  try {
    const columns: Column[] = []
    for (const [size, spans] of sizes) {
      const archive = await shopArchive(work, spans)
      const milliseconds: Record<string, [number, number]> = {}
      for (const [name, query] of Object.entries(SEARCH_QUERIES)) {
        milliseconds[name] = await measure(join(program, 'runSearch.js'), { archive, name, query, runs })
      }
      const completions: Record<string, number> = {}
      for (const name of COMPLETIONS) {
        completions[name] = await measureCompletion(join(program, 'runCompletion.js'), { archive, name, runs })
      }
      columns.push({ size, milliseconds, completions })
      await rm(archive)
    }
    process.stdout.write(`${say(columns)}\n`)
  } finally {
    await rm(work, { recursive: true, force: true })
    await rm(program, { recursive: true, force: true })
  }
}

async function measure(
  program: string,
  { archive, name, query, runs }: { archive: string; name: string; query: string; runs: number },
): Promise<[ours: number, rival: number]> {
  const rival = await readFile(new URL(`rivals/search/${name}.sql`, import.meta.url), 'utf8')
  const ask = async (language: string, text: string): Promise<{ milliseconds: number; found: string[] }> =>
    JSON.parse((await runMeasured([program, archive, language, text])).stdout)
  const times: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    const [ours, theirs] = [await ask('traceql', query), await ask('sql', rival)]
    if (ours.found.join() !== theirs.found.join())
      throw new Error(`${name}: ${query} finds ${ours.found.join()} spans and traces, the SQL ${theirs.found.join()}`)
    times[0].push(ours.milliseconds)
    times[1].push(theirs.milliseconds)
  }
  return [median(times[0]), median(times[1])]
}

async function measureCompletion(
  program: string,
  { archive, name, runs }: { archive: string; name: string; runs: number },
): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const { milliseconds }: { milliseconds: number } = JSON.parse((await runMeasured([program, archive, name])).stdout)
    times.push(milliseconds)
  }
  return median(times)
}

function say(columns: Column[]): string {
  const header = ['milliseconds', ...columns.flatMap(({ size }) => [size, 'SQL', '×', ''])]
  const rows = Object.keys(SEARCH_QUERIES).map((name) => [
    name,
    ...columns.flatMap(({ milliseconds }) => {
      const [ours, rival] = milliseconds[name] ?? [NaN, NaN]
      const reached = ours <= rival * MOST_OF_RIVAL
      return [
        Math.round(ours).toString(),
        Math.round(rival).toString(),
        (ours / rival).toFixed(2),
        reached ? 'ok' : 'MISSED',
      ]
    }),
  ])
  const growth = Object.keys(SEARCH_QUERIES).flatMap((name) => {
    const [middle, large] = ['3m', '10m'].map(
      (size) => columns.find((column) => column.size === size)?.milliseconds[name]?.[0],
    )
    return middle === undefined || large === undefined ? [] : [`${name} ${(large / middle).toFixed(2)}`]
  })
  const completed = COMPLETIONS.map((name) => [
    name,
    ...columns.flatMap(({ completions }) => {
      const milliseconds = completions[name] ?? NaN
      return [Math.round(milliseconds).toString(), milliseconds <= MOST_OF_COMPLETION ? 'ok' : 'MISSED']
    }),
  ])
  return [
    ...table([header, ...rows]),
    '',
    ...table([['completion, milliseconds', ...columns.flatMap(({ size }) => [size, ''])], ...completed]),
    ...(growth.length === 0 ? [] : ['', `growth from 3 M to 10 M spans (3.33 is linear): ${growth.join(', ')}`]),
  ].join('\n')
}
