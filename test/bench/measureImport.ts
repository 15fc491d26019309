import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { archiveSums } from './archiveSums.ts'
import { readThrough } from './inputs/makeInputs.ts'
import type { BenchInput } from './inputs/benchInputs.ts'
import { median } from './median.ts'
import { runMeasured, type Measured } from './runMeasured.ts'

const program = join(import.meta.dirname, '../../out/main/cli.js')
const rivals = join(import.meta.dirname, 'rivals')

/** What importing one input took, ours and the rivals'. All runs of each, in their order; medians of the rest. */
export interface ImportFigures {
  spans: number
  bytes: number
  archiveBytes: number
  seconds: number[]
  parseSeconds: number[]
  sqlSeconds: number[]
  /** Of the whole process tree; medians. */
  peakBytes: number
  parsePeakBytes: number
  sqlPeakBytes: number
  /** What the archive holds, summed up. */
  sums: Record<string, string>
}

/**
 * Imports an export through the command line into `archive`, which stays; before each run `JSON.parse` alone and
 * DuckDB's SQL have theirs. Throws if the archives do not hold the same.
 */
export async function measureImport(
  input: BenchInput,
  { path, archive, runs }: { path: string; archive: string; runs: number },
): Promise<ImportFigures> {
  const ours: Measured[] = []
  const parses: Measured[] = []
  const imports: Measured[] = []
  const sqlArchive = `${archive}.sql`
  let archiveBytes = 0
  let sums: Record<string, string> = {}
  await readThrough(path)
  for (let run = 0; run < runs; run++) {
    process.stderr.write(`${input.title}: run ${run + 1} of ${runs}\n`)
    if (input.parse !== undefined) parses.push(await parse(join(rivals, input.parse), path, input.spans))
    if (input.sql !== undefined) {
      await removeArchive(sqlArchive)
      imports.push(await runMeasured([join(rivals, 'importWithSql.ts'), input.sql, path, sqlArchive]))
    }
    await removeArchive(archive)
    ours.push(await runMeasured([program, 'import', path, '--into', archive, '--json']))
    const { spans }: { spans: number } = JSON.parse(ours.at(-1)?.stdout ?? '{}')
    if (spans !== input.spans) throw new Error(`${input.title}: the archive has ${spans} spans, not ${input.spans}`)
    archiveBytes = (await stat(archive)).size
    if (run === 0) sums = await archiveSums(archive)
    if (run === 0 && input.sql !== undefined) requireSame(sums, await archiveSums(sqlArchive), 'by SQL')
    await removeArchive(sqlArchive)
  }
  return {
    spans: input.spans,
    bytes: (await stat(path)).size,
    archiveBytes,
    seconds: ours.map(({ seconds }) => seconds),
    parseSeconds: parses.map(({ seconds }) => seconds),
    sqlSeconds: imports.map(({ seconds }) => seconds),
    peakBytes: median(ours.map(({ peakBytes }) => peakBytes)),
    parsePeakBytes: median(parses.map(({ peakBytes }) => peakBytes)),
    sqlPeakBytes: median(imports.map(({ peakBytes }) => peakBytes)),
    sums,
  }
}

async function parse(script: string, path: string, expected: number): Promise<Measured> {
  const measured = await runMeasured([script, path])
  const { spans, uncountedSeconds }: { spans: number; uncountedSeconds: number } = JSON.parse(measured.stdout)
  if (spans !== expected) throw new Error(`${script} found ${spans} spans, not ${expected}`)
  return { ...measured, seconds: measured.seconds - uncountedSeconds }
}

/** Throws unless another archive, such as the one made `by SQL`, holds the same as ours. */
export function requireSame(ours: Record<string, string>, others: Record<string, string>, which: string): void {
  for (const [name, sum] of Object.entries(ours)) {
    if (others[name] !== sum)
      throw new Error(`${name} is ${sum} in our archive and ${others[name]} in the one ${which}`)
  }
}

async function removeArchive(path: string): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true })
}
