import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SpanSelection } from '../../preload/contract/selection'
import { selectionsFolder } from '../archive/dataFolder'
import { selectionContent, selectionFile, type KeptSelection } from '../archive/keptSelection'
import { writeWhole } from '../export/writeWhole'

/** Beyond so many the oldest go; of an archive of 10 million spans each takes 1.25 MB. */
const KEPT = 100

/** Keeps the spans that a statement has selected, under an id that is the same for the same ones. Fails with `file_unwritable`. */
export async function keepSelection(archive: string, selection: KeptSelection): Promise<SpanSelection> {
  const content = await selectionContent(archive, selection)
  const hash = createHash('sha256')
  for (const piece of content) hash.update(piece)
  const id = hash.digest('hex').slice(0, 16)
  await mkdir(selectionsFolder(), { recursive: true })
  await writeWhole(content, selectionFile(id))
  await removeOldest()
  const { spanCount, traceCount, statement } = selection
  return { id, spanCount, traceCount, statement }
}

async function removeOldest(): Promise<void> {
  const paths = (await readdir(selectionsFolder())).map((name) => join(selectionsFolder(), name))
  const found = await Promise.all(
    paths.map(async (path) => ({ path, at: (await stat(path).catch(() => null))?.mtimeMs ?? 0 })),
  )
  found.sort((a, b) => b.at - a.at)
  for (const { path } of found.slice(KEPT)) await rm(path, { force: true })
}
