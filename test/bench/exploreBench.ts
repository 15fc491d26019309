import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleEntries } from '../support/bundleEntries.ts'
import { median } from './median.ts'
import { runMeasured } from './runMeasured.ts'
import { shopArchive } from './shopArchive.ts'
import { table } from './table.ts'

const SIZES = [300_000, 3_000_000, 10_000_000]
/** Ours may take so many times what the rival takes. */
const MOST_OF_RIVAL = 1.2
const RIVALS = new URL('rivals/explore/', import.meta.url)

export const EXPLORE_USAGE = `explore [--spans ${SIZES.join(',')}] [--runs 3] [--only <name>,…] [--json]`

/** Milliseconds of one question of one archive. */
interface Figures {
  ours: number
  rival: number
  /** Of one scan of the columns that it needs. */
  scan: number
}

interface Measured {
  spans: number
  questions: Record<string, Figures>
}

/**
 * Asks what the page Explore asks of archives on disk, each question in a process that has just opened the archive, in
 * turn with the plainest SQL for the same numbers. Throws if the answers differ.
 */
export async function exploreBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: {
      spans: { type: 'string', default: SIZES.join(',') },
      runs: { type: 'string', default: '3' },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const runs = wholeNumber(values.runs, '--runs')
  const sizes = values.spans.split(',').map((size) => wholeNumber(size, '--spans'))
  const work = await mkdtemp(join(tmpdir(), 'traceloupe-explore-'))
  const folder = await bundleEntries({ runExplore: 'test/bench/runExplore.ts' })
  const program = join(folder, 'runExplore.js')
  try {
    const names = await questionNames(program, values.only?.split(','))
    const measured: Measured[] = []
    for (const spans of sizes) {
      const archive = await shopArchive(work, spans)
      const questions: Record<string, Figures> = {}
      for (const name of names) {
        process.stderr.write(`asking for ${name}\n`)
        questions[name] = await measure(program, { archive, name, runs })
      }
      measured.push({ spans, questions })
      await rm(archive)
    }
    process.stdout.write(`${values.json ? JSON.stringify({ runs, measured }) : say(names, measured)}\n`)
  } finally {
    await rm(work, { recursive: true, force: true })
    await rm(folder, { recursive: true, force: true })
  }
}

/** Those that have a question and a rival. */
async function questionNames(program: string, only: string[] | undefined): Promise<string[]> {
  const rivals = (await readdir(RIVALS)).map((file) => basename(file, '.sql'))
  const asked: string[] = JSON.parse((await runMeasured([program, 'names'])).stdout)
  const names = asked.filter((name) => rivals.includes(name))
  const unknown = only?.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`--only takes ${names.join(', ')}; there is no ${unknown}`)
  return only ?? names
}

async function measure(
  program: string,
  { archive, name, runs }: { archive: string; name: string; runs: number },
): Promise<Figures> {
  const statement = await readFile(new URL(`${name}.sql`, RIVALS), 'utf8')
  const ask = async (how: string): Promise<{ milliseconds: number; found: unknown[] }> =>
    JSON.parse((await runMeasured([program, archive, name, how])).stdout)
  const times: Record<keyof Figures, number[]> = { ours: [], rival: [], scan: [] }
  for (let run = 0; run < runs; run++) {
    const [ours, rival, scan] = [await ask('ours'), await ask(statement), await ask('scan')]
    const [found, wanted] = [JSON.stringify(ours.found), JSON.stringify(rival.found)]
    if (found !== wanted) throw new Error(`${name}: we find ${found}, the SQL ${wanted}`)
    times.ours.push(ours.milliseconds)
    times.rival.push(rival.milliseconds)
    times.scan.push(scan.milliseconds)
  }
  return { ours: median(times.ours), rival: median(times.rival), scan: median(times.scan) }
}

function say(names: readonly string[], measured: readonly Measured[]): string {
  const header = ['milliseconds', ...measured.flatMap(({ spans }) => [sayCount(spans), 'SQL', '×', '', 'scan', '×'])]
  const rows = names.map((name) => [
    name,
    ...measured.flatMap(({ questions }) => {
      const { ours = NaN, rival = NaN, scan = NaN } = questions[name] ?? {}
      const reached = ours <= rival * MOST_OF_RIVAL
      return [whole(ours), whole(rival), ratio(ours, rival), reached ? 'ok' : 'MISSED', whole(scan), ratio(ours, scan)]
    }),
  ])
  return [...table([header, ...rows]), ...growth(names, measured)].join('\n')
}

/** From the second largest archive to the largest, beside how many times as many spans that has. */
function growth(names: readonly string[], measured: readonly Measured[]): string[] {
  const [before, after] = measured.toSorted((a, b) => a.spans - b.spans).slice(-2)
  if (!before || !after) return []
  const each = names.map((name) => {
    const [less, more] = [before, after].map(({ questions }) => questions[name]?.ours ?? NaN)
    return `${name} ${ratio(more ?? NaN, less ?? NaN)}`
  })
  const linear = ratio(after.spans, before.spans)
  return [
    '',
    `growth from ${sayCount(before.spans)} to ${sayCount(after.spans)} (${linear} is linear): ${each.join(', ')}`,
  ]
}

function sayCount(spans: number): string {
  return spans >= 1e6 ? `${spans / 1e6} M` : `${spans / 1e3} k`
}

function whole(figure: number): string {
  return Math.round(figure).toString()
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2)
}

function wholeNumber(text: string, option: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} takes whole numbers from 1 on`)
  return number
}
