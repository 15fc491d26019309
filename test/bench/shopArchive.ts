import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { builtEntries } from '../support/runtimes.ts'
import { writeOtlpLines } from './inputs/writeOtlpLines.ts'
import { runMeasured } from './runMeasured.ts'

/** Makes an archive of the shop's first spans in a folder. */
export async function shopArchive(folder: string, spans: number): Promise<string> {
  const lines = join(folder, 'spans.jsonl')
  const archive = join(folder, `${spans}.duckdb`)
  process.stderr.write(`importing ${spans.toLocaleString('en')} spans\n`)
  await writeOtlpLines(lines, spans)
  await runMeasured([join(builtEntries, 'cli.js'), 'import', lines, '--into', archive])
  await rm(lines)
  return archive
}
