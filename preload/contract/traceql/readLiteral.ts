import type { SyntaxNode } from '@lezer/common'
import { SPAN_KINDS, STATUSES } from '../trace'
import type { ArrayLiteral, BooleanLiteral, IntegerLiteral, Literal, NumberLiteral, Place } from './ast'
import { onlyOperandOf, operandsOf } from './operandsOf'
import { parseDuration } from './parseDuration'
import { QueryRefusal } from './QueryRefusal'
import { readString } from './readString'

const STATUS_WORDS: readonly string[] = STATUSES
const KIND_WORDS: readonly string[] = SPAN_KINDS

/** Words that stand for themselves. */
export const WORD_LITERALS = ['true', 'false', 'nil', 'minInt', 'maxInt', ...STATUSES, ...SPAN_KINDS]

const LARGEST = 2n ** 63n - 1n

/** A number without its sign. */
export function readNumber(node: SyntaxNode, text: string): NumberLiteral {
  const number = readSigned(node, text.slice(node.from, node.to), 1)
  if (number.kind === 'integer' && number.value > LARGEST) throw tooLarge(node)
  return number
}

/** A number after a minus sign. */
export function readNegative(place: Place, digits: SyntaxNode, text: string): NumberLiteral {
  const number = readSigned(place, text.slice(digits.from, digits.to), -1)
  if (number.kind === 'integer' && number.value < -LARGEST - 1n) throw tooLarge(place)
  return number
}

/** What a bare word stands for, unless that is a field. */
export function readWordLiteral(node: SyntaxNode, text: string): Literal | null {
  const word = text.slice(node.from, node.to)
  const place = { from: node.from, to: node.to }
  if (word === 'nil') return { kind: 'nil', ...place }
  if (STATUS_WORDS.includes(word)) return { kind: 'status', value: word, ...place }
  if (KIND_WORDS.includes(word)) return { kind: 'spanKind', value: word, ...place }
  return readConstant(word, place)
}

export function readArray(node: SyntaxNode, text: string): ArrayLiteral {
  const values = operandsOf(node).map((element) => readElement(element, text))
  const kind = values[0]?.kind
  const odd = values.find((value) => value.kind !== kind)
  if (odd) throw new QueryRefusal(odd, `an array holds values of one kind; its first is ${aOrAn(kind)}`)
  return { kind: 'array', values, from: node.from, to: node.to }
}

function readElement(node: SyntaxNode, text: string): ArrayLiteral['values'][number] {
  const place = { from: node.from, to: node.to }
  if (node.name === 'String') return readString(node, text)
  if (node.name === 'Negative') return readNegative(place, onlyOperandOf(node), text)
  if (node.name !== 'Word') return readNumber(node, text)
  const constant = readConstant(text.slice(node.from, node.to), place)
  if (constant) return constant
  throw new QueryRefusal(place, 'an array holds strings, numbers, durations, true or false')
}

function readConstant(word: string, place: Place): IntegerLiteral | BooleanLiteral | null {
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', ...place }
  if (word === 'maxInt') return { kind: 'integer', value: LARGEST, ...place }
  if (word === 'minInt') return { kind: 'integer', value: -LARGEST - 1n, ...place }
  return null
}

function readSigned({ from, to }: Place, digits: string, sign: 1 | -1): NumberLiteral {
  if (/^\d+$/.test(digits)) return { kind: 'integer', value: BigInt(sign) * BigInt(digits), from, to }
  const nanoseconds = parseDuration(digits)
  const value = nanoseconds ?? Number(digits)
  if (!Number.isFinite(value) || (nanoseconds !== null && nanoseconds > Number(LARGEST))) throw tooLarge({ from, to })
  if (nanoseconds !== null) return { kind: 'duration', nanoseconds: sign * nanoseconds, from, to }
  return { kind: 'float', value: sign * value, from, to }
}

function tooLarge(place: Place): QueryRefusal {
  return new QueryRefusal(place, 'this number is too large: 64 bits cannot hold it')
}

function aOrAn(kind = ''): string {
  return kind === 'integer' ? `an ${kind}` : `a ${kind}`
}
