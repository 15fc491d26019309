import type { SyntaxNode } from '@lezer/common'
import { ATTRIBUTE_SCOPES, INTRINSIC_ALIASES, INTRINSICS } from './ast'
import type { AttributeField, AttributeScope, IntrinsicField, IntrinsicName, Place } from './ast'
import { QueryRefusal } from './QueryRefusal'
import { WORD_LITERALS } from './readLiteral'

const NAMES = Object.keys(INTRINSICS).filter(isIntrinsic)
const COLON_SCOPES = [...new Set(NAMES.flatMap((name) => /^\w+:/.exec(name)?.[0] ?? []))]
const WORDS = [...NAMES, ...Object.keys(INTRINSIC_ALIASES), ...WORD_LITERALS]

/** `.key`, `span.key`, `parent.span.key`, with quoted parts. */
export function readAttribute({ from, to }: SyntaxNode, text: string): AttributeField {
  const source = text.slice(from, to)
  const dot = source.indexOf('.')
  const prefix = source.slice(0, dot)
  const ofParent = prefix === 'parent'
  const inner = ofParent ? /^(span|resource)\./.exec(source.slice(dot + 1))?.[1] : undefined
  const keyAt = dot + 1 + (inner === undefined ? 0 : inner.length + 1)
  const scope = scopeOf(inner ?? (ofParent ? '' : prefix))
  if (scope === undefined) {
    const scopes = ATTRIBUTE_SCOPES.join(', ')
    throw new QueryRefusal({ from, to }, `there is no scope ${prefix}; the scopes are ${scopes} and parent`)
  }
  if (keyAt === source.length) throw new QueryRefusal({ from, to }, `expected an attribute’s name after ${source}`)
  return { kind: 'attribute', scope, ofParent, key: readKey(source.slice(keyAt), from + keyAt), from, to }
}

export function readIntrinsic({ from, to }: SyntaxNode, text: string): IntrinsicField {
  const word = text.slice(from, to)
  const name = isIntrinsic(word) ? word : Object.hasOwn(INTRINSIC_ALIASES, word) ? INTRINSIC_ALIASES[word] : undefined
  if (name !== undefined) return { kind: 'intrinsic', name, from, to }
  throw unknownField({ from, to }, word)
}

function isIntrinsic(word: string): word is IntrinsicName {
  return Object.hasOwn(INTRINSICS, word)
}

function scopeOf(prefix: string): AttributeScope | null | undefined {
  return prefix === '' ? null : ATTRIBUTE_SCOPES.find((scope) => scope === prefix)
}

/** Quoted parts know the escapes \" and \\ alone. */
function readKey(source: string, start: number): string {
  return source.replace(/"((?:[^"\\]|\\.)*)"/gsu, (_quoted, part: string, at: number) =>
    part.replace(/\\(.)/gsu, (escape: string, character: string, within: number) => {
      if (character === '"' || character === '\\') return character
      const from = start + at + 1 + within
      throw new QueryRefusal({ from, to: from + escape.length }, `${escape} is no escape; write \\\\ for a backslash`)
    }),
  )
}

function unknownField(place: Place, word: string): QueryRefusal {
  const scope = /^\w+:/.exec(word)?.[0]
  const close = WORDS.filter(
    (name) => distance(name.toLowerCase(), word.toLowerCase()) <= Math.max(1, Math.floor(word.length / 3)),
  )
  const ofScope = scope === undefined ? [] : NAMES.filter((name) => name.startsWith(scope))
  const candidates = close.length > 0 ? close : ofScope
  const said = [`there is no field ${word}`]
  if (candidates.length > 0) said.push(`close to it: ${candidates.join(', ')}`)
  else if (scope !== undefined) said.push(`fields with a colon begin with ${COLON_SCOPES.join(' ')}`)
  if (scope === undefined) said.push(`an attribute is written .${word} or span.${word}, a text "${word}"`)
  return new QueryRefusal(place, said.join('; '))
}

/** How many letters must be put in, left out or replaced to make one word of another. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1]
    for (let column = 0; column < to.length; column++) {
      const replaced = (row[column] ?? 0) + (letter === to[column] ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
