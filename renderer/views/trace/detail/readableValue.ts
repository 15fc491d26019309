import { brokenSql } from './brokenSql'

/** A longer JSON text is shown as it is. */
const LONGEST_JSON = 200_000
/** A shorter JSON text is read best on one line. */
const SHORT_JSON = 40
const LONG_TEXT = 400
const MANY_LINES = 14

/** Attributes that hold statements. */
const SQL_KEYS = new Set(['db.query.text', 'db.statement', 'sql.query'])

/** More would hold up the page; whoever needs it all copies it. */
export const MOST_SHOWN = 100_000

/** How an attribute's value is shown. */
export interface ReadableValue {
  text: string
  /** JSON that was spread over lines. */
  isJson: boolean
  /** Too long to be shown whole at first. */
  isLong: boolean
}

/** Spreads JSON over lines, and SQL that stands under `key`; anything else is left exactly as it is. */
export function readableValue(value: string, key = ''): ReadableValue {
  const spread = spreadJson(value)
  const text = spread ?? (SQL_KEYS.has(key) ? brokenSql(value) : undefined) ?? value
  return { text, isJson: spread !== undefined, isLong: text.length > LONG_TEXT || hasManyLines(text) }
}

/** The first part of a long text: whole lines where they are short. */
export function shortened(text: string): string {
  const lines = text.slice(0, LONG_TEXT).split('\n', MANY_LINES)
  return lines.join('\n')
}

function hasManyLines(text: string): boolean {
  let lines = 1
  for (let at = text.indexOf('\n'); at >= 0 && lines <= MANY_LINES; at = text.indexOf('\n', at + 1)) lines++
  return lines > MANY_LINES
}

function spreadJson(value: string): string | undefined {
  const first = value.trimStart()[0]
  if ((first !== '{' && first !== '[') || value.length > LONGEST_JSON || hasLongNumber(value)) return undefined
  try {
    const spread = JSON.stringify(JSON.parse(value), null, 2)
    return spread.length > SHORT_JSON ? spread : undefined
  } catch {
    return undefined
  }
}

/** Numbers of more digits than float64 holds would come back changed. */
function hasLongNumber(text: string): boolean {
  return /\d{16,}/.test(text)
}
