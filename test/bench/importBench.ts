import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { importBars, type Bar, type FiguresByInput } from './importBars.ts'
import { BENCH_INPUTS, benchInputs, type BenchInputName } from './inputs/benchInputs.ts'
import { makeInputs } from './inputs/makeInputs.ts'
import { measureImport, requireSame } from './measureImport.ts'
import { measureOpening } from './measureOpening.ts'
import { sayImportBench } from './sayImportBench.ts'

/** All that `npm run bench import` finds out. */
export interface ImportBench {
  machine: string
  figures: FiguresByInput
  /** Milliseconds to open one trace at 300 k and at 3 M spans, where both were imported. */
  openingMs: number[]
  bars: Bar[]
}

export const IMPORT_USAGE = `import [--only ${BENCH_INPUTS.join(',')}] [--runs 3] [--json]`

/**
 * Imports the inputs through the built command line, in turn with `JSON.parse` of every record alone and with an
 * import by DuckDB's own SQL, and prints times, memory and the bars. Throws if a rival or the program fails.
 */
export async function importBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: { only: { type: 'string' }, runs: { type: 'string', default: '3' }, json: { type: 'boolean' } },
  })
  const names = inputNames(values.only)
  const runs = Number(values.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a number from 1 on')
  const folder = await makeInputs(names.map((name) => benchInputs[name]))
  const work = join(folder, 'work')
  const figures: FiguresByInput = {}
  const archiveOf = (name: BenchInputName) => join(work, `${name}.duckdb`)
  await rm(work, { recursive: true, force: true })
  await mkdir(work)
  try {
    for (const name of names) {
      const input = benchInputs[name]
      figures[name] = await measureImport(input, { path: join(folder, input.file), archive: archiveOf(name), runs })
      if (!OPENED.includes(name)) await rm(archiveOf(name))
    }
    const [json, protobuf] = [figures['otlp-300k'], figures['protobuf-300k']]
    if (json && protobuf) requireSame(json.sums, protobuf.sums, 'from protobuf')
    const openingMs = OPENED.every((name) => figures[name]) ? await measureOpening(OPENED.map(archiveOf), runs) : []
    const bench = { machine: machine(), figures, openingMs, bars: importBars(figures, openingMs) }
    process.stdout.write(values.json ? `${JSON.stringify(bench)}\n` : sayImportBench(bench))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Archives in which traces are opened. */
const OPENED: BenchInputName[] = ['otlp-300k', 'otlp-3m']

function inputNames(only: string | undefined): BenchInputName[] {
  const wanted: string[] = only?.split(',') ?? [...BENCH_INPUTS]
  const unknown = wanted.find((name) => !BENCH_INPUTS.some((known) => known === name))
  if (unknown !== undefined) throw new Error(`--only takes ${BENCH_INPUTS.join(', ')}`)
  return BENCH_INPUTS.filter((name) => wanted.includes(name))
}

function machine(): string {
  const gigabytes = Math.round(totalmem() / (1 << 30))
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gigabytes} GB, ${process.platform}, Node ${process.versions.node}`
}
