import type { Field } from '../../preload/contract/traceql/ast'
import { parseField } from './edit/fields'

/** What may be written where the cursor is; `written` is what stands there of it already. */
export type CursorPlace =
  | { kind: 'words'; written: string }
  | { kind: 'value'; field: Field; isPattern: boolean; written: string }
  | { kind: 'operator'; field: Field; written: string }
  | { kind: 'field'; isArgument: boolean; written: string }
  | { kind: 'next'; written: string }
  | { kind: 'stage'; written: string }

const KEY = String.raw`(?:[^{}()=~!<>&|^,"\s]|"(?:[^"\\]|\\.)*")`
const FIELD = String.raw`[a-zA-Z_.]${KEY}*`
const TEXT = String.raw`"(?:[^"\\]|\\.)*`
const OPERATOR = String.raw`(?:!=|=~|!~|>=|<=|=|>|<)`
const VALUE = new RegExp(
  String.raw`(?:^|[\s{(&|!])(${FIELD})\s*(${OPERATOR})\s*(?:\[(?:[^\]"]|${TEXT}")*?)?(${TEXT}|[\w.+-]*)$`,
)
const OPERATOR_OF = new RegExp(String.raw`(?:[{(!]|&&|\|\|)\s*(${FIELD})\s+([=!<>~]*)$`)
const START_OF_FIELD = new RegExp(String.raw`(?:[{(!]|&&|\|\|)\s*((?:${FIELD})?)$`)
const ARGUMENT = new RegExp(String.raw`\b(?:by|avg|min|max|sum|select)\(\s*(?:[^()]*,\s*)?((?:${FIELD})?)$`)
const STAGE = /[})]\s*\|\s*(\w*)$/
const AFTER_CONDITION = new RegExp(String.raw`${OPERATOR}\s*(?:${TEXT}"|\[[^\]]*\]|[\w.+-]+)\s+([&|]?)$`)

/** What may follow in a query before the cursor, as far as the text alone tells; null where nothing is offered. */
export function cursorPlace(before: string): CursorPlace | null {
  if (!/^\s*[{(]/.test(before)) return before.trim() === '' ? null : { kind: 'words', written: before.trimStart() }
  const inBraces = before.lastIndexOf('{') > before.lastIndexOf('}')
  if (inBraces) {
    const [, name = '', operator = '', written = ''] = VALUE.exec(before) ?? []
    const field = parseField(name)
    if (field) return { kind: 'value', field, isPattern: operator.endsWith('~'), written }
  }
  if (isInText(before)) return null
  if (!inBraces) {
    const argument = ARGUMENT.exec(before)
    if (argument) return { kind: 'field', isArgument: true, written: argument[1] ?? '' }
    const stage = STAGE.exec(before)
    return stage ? { kind: 'stage', written: stage[1] ?? '' } : null
  }
  const [, name = '', operator = ''] = OPERATOR_OF.exec(before) ?? []
  const field = parseField(name)
  if (field) return { kind: 'operator', field, written: operator }
  const start = START_OF_FIELD.exec(before)
  if (start) return { kind: 'field', isArgument: false, written: start[1] ?? '' }
  const next = AFTER_CONDITION.exec(before)
  return next ? { kind: 'next', written: next[1] ?? '' } : null
}

function isInText(before: string): boolean {
  return (before.replaceAll(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1
}
