import { openEntry } from './openEntries'

const NEWLINE = 0x0a

/**
 * For each offset of the unwrapped file its line, from 1; `entryPath` is that of a file in an archive. Offsets (ascending) before which there is no newline are
 * left out if the whole file up to the last of them has none: a position within one long line says nothing.
 */
export async function findLines(
  path: string,
  offsets: number[],
  signal: Pick<AbortSignal, 'aborted'>,
  entryPath = path,
): Promise<Map<number, number>> {
  const lines = new Map<number, number>()
  if (offsets.length === 0) return lines
  const source = await openEntry(path, entryPath, 1 << 20)
  try {
    let base = 0
    let line = 1
    let next = 0
    while (next < offsets.length) {
      if (signal.aborted) return lines
      const chunk = await source.next()
      const end = chunk === null ? Infinity : base + chunk.length
      let at = 0
      for (; next < offsets.length; next++) {
        const offset = offsets[next] ?? 0
        if (offset >= end) break
        line += newlines(chunk, at, offset - base)
        at = Math.max(at, offset - base)
        lines.set(offset, line)
      }
      if (chunk === null) break
      if (next >= offsets.length && line === 1 && chunk.subarray(at, -1).indexOf(NEWLINE) < 0) lines.clear()
      line += newlines(chunk, at, chunk.length)
      base += chunk.length
    }
    return lines
  } finally {
    await source.close()
  }
}

function newlines(chunk: Uint8Array | null, start: number, end: number): number {
  if (chunk === null) return 0
  let count = 0
  for (let at = chunk.indexOf(NEWLINE, start); at >= 0 && at < end; at = chunk.indexOf(NEWLINE, at + 1)) count++
  return count
}
