import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './median.ts'
import { runMeasured } from './runMeasured.ts'
import { writeOtlpLines } from './writeOtlpLines.ts'

const SPANS = 1_000_000
const RUNS = 3
const program = join(import.meta.dirname, '../../out/main/cli.js')
const rival = join(import.meta.dirname, 'rivals/parseLines.ts')

/**
 * Imports an OTLP export of a million spans through the command line, and beside it parses every line
 * with `JSON.parse` in a process of its own. Times are seconds, sizes megabytes, medians of three.
 */
export async function importBench(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'traceloupe-bench-'))
  try {
    const path = join(folder, 'export.jsonl')
    await writeOtlpLines(path, SPANS)
    const archive = join(folder, 'archive.duckdb')
    const imports: Awaited<ReturnType<typeof runMeasured>>[] = []
    const parses: typeof imports = []
    let archiveBytes = 0
    for (let run = 0; run < RUNS; run++) {
      parses.push(await runMeasured([rival, path]))
      imports.push(await runMeasured([program, 'import', path, '--into', archive, '--json']))
      const { spans } = JSON.parse(imports.at(-1)?.stdout ?? '{}')
      if (spans !== SPANS) throw new Error(`the archive has ${spans} spans, not ${SPANS}`)
      archiveBytes = (await stat(archive)).size
      await rm(archive)
    }
    const seconds = (runs: typeof imports) => runs.map((run) => round(run.seconds))
    const importSeconds = median(imports.map((run) => run.seconds))
    return {
      spans: SPANS,
      export_mb: Math.round((await stat(path)).size / 1e6),
      archive_mb: Math.round(archiveBytes / 1e6),
      import_seconds: seconds(imports),
      import_seconds_median: round(importSeconds),
      import_peak_mb: Math.round(median(imports.map((run) => run.peakBytes)) / 1e6),
      parse_seconds: seconds(parses),
      ratio_to_parse: round(importSeconds / median(parses.map((run) => run.seconds))),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function round(number: number): number {
  return Math.round(number * 100) / 100
}
