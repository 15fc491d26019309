import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, readFile, readdir, rename, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An export that is made up to be measured. */
export interface InputFile {
  title: string
  file: string
  spans: number
  /** About so many bytes are written for a span. */
  bytesPerSpan: number
  write: (path: string, spanCount: number) => Promise<void>
}

const PREFIX = 'traceloupe-bench-'
/** Beside the inputs, for the archives of one run. */
const ARCHIVE_BYTES = 2e9

/**
 * Makes the inputs which are not there yet in a folder below the system's temporary one, whose name tells by which
 * version of the writers, and removes those of other versions. Says on stderr what it does. Answers the folder.
 */
export async function makeInputs(inputs: InputFile[]): Promise<string> {
  const folder = join(tmpdir(), PREFIX + (await versionOfWriters()))
  for (const name of await readdir(tmpdir())) {
    const other = join(tmpdir(), name)
    if (name.startsWith(PREFIX) && other !== folder) await rm(other, { recursive: true, force: true })
  }
  await mkdir(folder, { recursive: true })
  const missing: InputFile[] = []
  for (const input of inputs) if (!(await exists(join(folder, input.file)))) missing.push(input)
  await requireSpace(folder, missing)
  for (const { title, file, spans, bytesPerSpan, write } of missing) {
    process.stderr.write(`writing ${title} (${Math.round((spans * bytesPerSpan) / 1e6)} MB) to ${folder}\n`)
    await write(join(folder, `${file}.part`), spans)
    await rename(join(folder, `${file}.part`), join(folder, file))
  }
  return folder
}

/** Reads a file through, so that whoever reads it next finds it in memory. */
export async function readThrough(path: string): Promise<void> {
  for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 })) void chunk
}

async function versionOfWriters(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith('.ts')).toSorted()
  for (const file of files) hash.update(await readFile(join(import.meta.dirname, file)))
  return hash.digest('hex').slice(0, 8)
}

async function requireSpace(folder: string, missing: InputFile[]): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const needed = missing.reduce((sum, { spans, bytesPerSpan }) => sum + spans * bytesPerSpan, ARCHIVE_BYTES)
  if (bavail * bsize >= needed) return
  throw new Error(`${folder} has ${Math.round((bavail * bsize) / 1e6)} MB free; ${Math.round(needed / 1e6)} are needed`)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
