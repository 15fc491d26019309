import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { importInto } from '../import/importInto'

/** Imports an export, given as its text, and opens the archive for as long as `use` takes. */
export async function withArchiveOfFile(
  workers: Parameters<typeof importInto>[0],
  text: string,
  use: (reader: ArchiveReader) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'traceloupe-file-'))
  try {
    await writeFile(join(folder, 'spans.json'), text)
    await importInto(workers, join(folder, 'archive.duckdb'), [join(folder, 'spans.json')])
    const reader = await ArchiveReader.open(join(folder, 'archive.duckdb'))
    await use(reader).finally(() => reader.close())
  } finally {
    await rm(folder, { recursive: true })
  }
}
