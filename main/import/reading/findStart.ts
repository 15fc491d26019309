import { TraceSource } from '../source/TraceSource'
import type { SplitPoint } from '../TraceFormat'

const NEWLINE = 0x0a
const COMMA = 0x2c
/** What is looked at of an element, and of what lies before it. */
const AROUND_BYTES = 4 << 10
const CHUNK_BYTES = 1 << 20

/**
 * The first offset from `from` up to `to` at which a part of a file can begin, null where there is none. An element is
 * told by what it begins with: within a string those bytes cannot occur, for its quotes would be escaped. It may still be
 * one of another list; that is found out by who reads up to it.
 */
export async function findStart(path: string, point: SplitPoint, from: number, to: number): Promise<number | null> {
  // Lines: what lies right before tells whether one begins here.
  const begin = Math.max(0, from - (point.kind === 'lines' ? 1 : AROUND_BYTES))
  const source = await TraceSource.open(path, CHUNK_BYTES, begin)
  try {
    let bytes: Uint8Array = new Uint8Array(0)
    let base = begin
    for (;;) {
      const chunk = await source.next()
      if (chunk === null) return searchIn(bytes, base, point, from, to, true)
      bytes = Buffer.concat([bytes, chunk])
      const found = searchIn(bytes, base, point, from, to, false)
      if (found !== null) return found
      if (base + bytes.length >= to + AROUND_BYTES) return null
      const kept = Math.max(0, bytes.length - 2 * AROUND_BYTES)
      bytes = bytes.subarray(kept)
      base += kept
    }
  } finally {
    await source.close()
  }
}

function searchIn(
  bytes: Uint8Array,
  base: number,
  point: SplitPoint,
  from: number,
  to: number,
  last: boolean,
): number | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const first = Math.max(0, from - base)
  if (point.kind === 'lines') {
    for (let at = buffer.indexOf(NEWLINE, Math.max(0, first - 1)); at >= 0; at = buffer.indexOf(NEWLINE, at + 1)) {
      let start = at + 1
      while (start < buffer.length && (buffer[start] ?? 0) <= 0x20) start++
      if (start < buffer.length) return base + start < to ? base + start : null
    }
    return null
  }
  for (let at = buffer.indexOf(point.opening, first); at >= 0; at = buffer.indexOf(point.opening, at + 1)) {
    if (base + at >= to) return null
    if (!last && at + AROUND_BYTES > buffer.length) return null
    if (followsComma(buffer, at) && hasSecondKey(buffer, at + point.opening.length, point.secondKey)) return base + at
  }
  return null
}

function followsComma(buffer: Buffer, at: number): boolean {
  let before = at - 1
  while (before >= 0 && (buffer[before] ?? 0) <= 0x20) before--
  return buffer[before] === COMMA
}

function hasSecondKey(buffer: Buffer, at: number, key: string | null): boolean {
  if (key === null) return true
  const text = buffer.toString('latin1', at, at + AROUND_BYTES)
  return /^\s*:\s*(?:"[^"\\]*"|[-+.\w]+)\s*,\s*"([^"\\]+)"/.exec(text)?.[1] === key
}
