import type { SyntaxNode } from '@lezer/common'
import type { StringLiteral } from './ast'
import { QueryRefusal } from './QueryRefusal'

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
])

/** A string in Go's notation: `"…"` with escapes, or between backticks as it stands. */
export function readString({ from, to }: SyntaxNode, text: string): StringLiteral {
  const inner = text.slice(from + 1, to - 1)
  if (text[from] === '`') return { kind: 'string', value: inner.replaceAll('\r', ''), from, to }
  const value = inner.replace(
    /\\(?:x([0-7][0-9a-fA-F])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gsu,
    (escape: string, byte?: string, short?: string, long?: string, letter = '', at: number = 0) => {
      const code = byte ?? short ?? long
      const character = code === undefined ? ESCAPES.get(letter) : characterOf(parseInt(code, 16))
      if (character !== undefined) return character
      const place = { from: from + 1 + at, to: from + 1 + at + escape.length }
      throw new QueryRefusal(place, `${escape} is no escape; a backslash in a string is written \\\\`)
    },
  )
  return { kind: 'string', value, from, to }
}

function characterOf(code: number): string | undefined {
  const exists = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return exists ? String.fromCodePoint(code) : undefined
}
