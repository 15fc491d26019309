import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleEntries } from '../support/bundleEntries.ts'
import { builtEntries, chromiumPath, withoutElectron } from '../support/runtimes.ts'
import type { Host } from './measureTracePage.ts'
import { median } from './median.ts'
import { runMeasured } from './runMeasured.ts'
import { shopArchive } from './shopArchive.ts'
import { table } from './table.ts'

export const SQL_USAGE = 'sql [--spans 10000000] [--export 3000000] [--runs 3] [--hosts browser,desktop] [--json]'

/** The program may take this much longer than DuckDB alone: the more of the two. */
const MOST_ADDED_MS = 30
const MOST_ADDED_SHARE = 0.1
const MOST_OF_COPY = 1.1

const STATEMENTS = [
  { name: 'count', column: 'counted', statement: 'SELECT count(*) AS counted FROM spans' },
  {
    name: 'groups',
    column: 'grouped',
    statement: 'SELECT service_name AS grouped, count(*), max(duration_ns) FROM spans GROUP BY ALL ORDER BY ALL',
  },
  { name: 'two columns of all', column: 'trace_of', statement: 'SELECT trace_id AS trace_of, duration_ns FROM spans' },
  { name: 'all of all', column: 'reported_span_id', statement: 'SELECT * FROM spans' },
]
const EXPORTED = 'SELECT * FROM spans'

interface Measured {
  runs: number
  spans: number
  exportedSpans: number
  /** Milliseconds until the first rows are there, or drawn. */
  statements: { name: string; duckdb: number; program: Record<string, number> }[]
  /** Milliseconds. */
  parquet: { copy: number; program: number }
}

/**
 * Statements in the built program, in a browser and in the window, in turn with DuckDB alone in a process with the
 * same settings; then a result written as Parquet, in turn with DuckDB's own COPY. Prints medians of the runs and the bars.
 */
export async function sqlBench(given: string[]): Promise<void> {
  const { values } = parseArgs({
    args: given,
    options: {
      spans: { type: 'string', default: '10000000' },
      export: { type: 'string', default: '3000000' },
      runs: { type: 'string', default: '3' },
      hosts: { type: 'string', default: 'browser,desktop' },
      json: { type: 'boolean', default: false },
    },
  })
  const [runs, spans, exportedSpans] = [values.runs, values.spans, values.export].map(Number)
  if (!runs || !spans || !exportedSpans) throw new Error(`usage: npm run bench -- ${SQL_USAGE}`)
  const hosts = values.hosts.split(',').map(hostOf)
  if (!chromiumPath()) throw new Error('there is no Chromium')
  const obstacle = hosts.includes('desktop') ? withoutElectron() : null
  if (obstacle) throw new Error(`the window cannot be measured: ${obstacle}`)

  const work = await mkdtemp(join(tmpdir(), 'traceloupe-sql-bench-'))
  const program = await bundleEntries({ runSql: 'test/bench/runSql.ts' })
  process.env['BUILT_ENTRIES'] = builtEntries
  const ask = async (...asked: string[]) =>
    JSON.parse((await runMeasured([join(program, 'runSql.js'), ...asked])).stdout)
  try {
    const archive = await shopArchive(work, spans)
    const statements = await measureFirstRows(ask, { archive, hosts, runs })
    if (exportedSpans !== spans) await rm(archive)
    const smaller = exportedSpans === spans ? archive : await shopArchive(work, exportedSpans)
    const parquet = await measureParquet(ask, { archive: smaller, file: join(work, 'spans.parquet'), runs })
    const measured: Measured = { runs, spans, exportedSpans, statements, parquet }
    process.stdout.write(`${values.json ? JSON.stringify(measured) : say(measured, hosts)}\n`)
  } finally {
    await rm(work, { recursive: true, force: true })
    await rm(program, { recursive: true, force: true })
  }
}

type Ask = (...asked: string[]) => Promise<unknown>

async function measureFirstRows(
  ask: Ask,
  { archive, hosts, runs }: { archive: string; hosts: Host[]; runs: number },
): Promise<Measured['statements']> {
  const alone = STATEMENTS.map((): number[] => [])
  const inProgram = hosts.map(() => STATEMENTS.map((): number[] => []))
  for (let run = 0; run < runs; run++) {
    for (const [place, { name, statement }] of STATEMENTS.entries()) {
      process.stderr.write(`DuckDB alone: ${name}\n`)
      alone[place]?.push(Number(await ask('first', archive, statement)))
    }
    for (const [index, host] of hosts.entries()) {
      process.stderr.write(`in the ${host}\n`)
      const times = await ask(host, archive, JSON.stringify(STATEMENTS))
      if (!Array.isArray(times)) throw new Error(`the ${host} measured nothing`)
      times.forEach((time, place) => inProgram[index]?.[place]?.push(Number(time)))
    }
  }
  return STATEMENTS.map(({ name }, place) => ({
    name,
    duckdb: median(alone[place] ?? []),
    program: Object.fromEntries(hosts.map((host, index) => [host, median(inProgram[index]?.[place] ?? [])])),
  }))
}

async function measureParquet(
  ask: Ask,
  { archive, file, runs }: { archive: string; file: string; runs: number },
): Promise<Measured['parquet']> {
  const copies: number[] = []
  const exports: number[] = []
  for (let run = 0; run < runs; run++) {
    process.stderr.write('writing Parquet\n')
    copies.push(Number(await ask('copy', archive, file, EXPORTED)))
    exports.push(Number(await ask('export', archive, file, EXPORTED)))
  }
  return { copy: median(copies), program: median(exports) }
}

function say({ spans, exportedSpans, statements, parquet }: Measured, hosts: Host[]): string {
  const rows = statements.flatMap(({ name, duckdb, program }) =>
    hosts.map((host) => {
      const ours = program[host] ?? NaN
      const added = ours - duckdb
      const reached = added <= Math.max(MOST_ADDED_MS, duckdb * MOST_ADDED_SHARE)
      return [name, host, whole(duckdb), whole(ours), whole(added), reached ? 'ok' : 'MISSED']
    }),
  )
  const ratio = parquet.program / parquet.copy
  return [
    ...table([[`first rows of ${sayCount(spans)} spans, ms`, 'host', 'DuckDB', 'drawn', 'added', ''], ...rows]),
    '',
    ...table([
      [`${sayCount(exportedSpans)} spans as Parquet, ms`, 'COPY', 'export', '×', ''],
      ['', whole(parquet.copy), whole(parquet.program), ratio.toFixed(2), ratio <= MOST_OF_COPY ? 'ok' : 'MISSED'],
    ]),
  ].join('\n')
}

function hostOf(name: string): Host {
  if (name !== 'browser' && name !== 'desktop') throw new Error('--hosts takes browser, desktop')
  return name
}

function sayCount(spans: number): string {
  return spans >= 1e6 ? `${spans / 1e6} M` : `${spans / 1e3} k`
}

function whole(figure: number): string {
  return Math.round(figure).toString()
}
