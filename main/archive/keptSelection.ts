import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failed } from '../../preload/contract/failure'
import type { SpanSelection } from '../../preload/contract/selection'
import { selectionsFolder } from './dataFolder'
import type { SpanSet } from './SpanSet'

/** Spans of an archive that a statement has selected, as they are kept beside the archives. */
export interface KeptSelection extends Omit<SpanSelection, 'id'> {
  spans: NonNullable<SpanSet>
}

/** A line of JSON, and the bits behind it. */
const head = z.object({
  /** Which file the rows are of: it has changed when these have. */
  archive: z.object({ byteCount: z.number(), modifiedMs: z.number() }),
  spanCount: z.number(),
  traceCount: z.number(),
  firstRow: z.number(),
  lastRow: z.number(),
  statement: z.string(),
})

export const selectionFile = (id: string): string => join(selectionsFolder(), `${id}.spans`)

/** What is kept of a selection of the archive; fails with `selection_gone` where there is none, or the archive has changed. */
export async function readSelection(archive: string, id: string): Promise<KeptSelection> {
  const content = await readFile(selectionFile(id)).catch(() => Buffer.of())
  const end = content.indexOf('\n')
  const { data } = head.safeParse(jsonOf(content.subarray(0, Math.max(end, 0)).toString()))
  const present = await identityOf(archive)
  const isSame = data?.archive.byteCount === present.byteCount && data.archive.modifiedMs === present.modifiedMs
  if (!data || !isSame) throw new Failed({ code: 'selection_gone', statement: data?.statement ?? null })
  const { spanCount, traceCount, statement, firstRow, lastRow } = data
  const bits = new Uint8Array(content.subarray(end + 1))
  return { spanCount, traceCount, statement, spans: { bits, firstRow, lastRow } }
}

/** The content of the file of a selection. */
export async function selectionContent(archive: string, selection: KeptSelection): Promise<Uint8Array[]> {
  const { spans, ...known } = selection
  const { bits, ...rows } = spans
  const facts: z.infer<typeof head> = { archive: await identityOf(archive), ...known, ...rows }
  return [Buffer.from(`${JSON.stringify(facts)}\n`), bits]
}

async function identityOf(archive: string): Promise<z.infer<typeof head>['archive']> {
  const { size, mtimeMs } = await stat(archive)
  return { byteCount: size, modifiedMs: mtimeMs }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
