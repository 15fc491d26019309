import { sql, type Statement } from '../../archive/sql'

/** Only so much of a message's first line tells errors apart, in characters. */
const TOLD_APART = 300

/**
 * What differs from one message to the next, as regular expressions of RE2, and what stands for it. In this order: a
 * number may be part of an address, and an id may consist of digits.
 */
const PLACEHOLDERS: [expression: string, placeholder: string][] = [
  [String.raw`"[^"]*"`, '"…"'],
  [String.raw`(^|[\s(=:,\[{])(?:'[^']*'|\x60[^\x60]*\x60)`, String.raw`\1'…'`],
  [String.raw`\b[a-z][a-z0-9+.-]*://[^\s"',;)\]}]+`, '<address>'],
  [String.raw`\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b`, '<uuid>'],
  [String.raw`\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b`, '<address>'],
  [String.raw`\b0x[0-9a-fA-F]+\b`, '<address>'],
  [String.raw`\[?\b[0-9a-fA-F]{1,4}(?::{1,2}[0-9a-fA-F]{1,4}){3,7}\b\]?(?::\d{1,5}\b)?`, '<address>'],
  [String.raw`\b\d+(?:[.,]\d+)*\b`, '<n>'],
  [String.raw`\b[0-9a-fA-F]{8,}\b`, '<id>'],
  [String.raw`\d+(?:[.,]\d+)*`, '<n>'],
]

/** The part of a message by which errors are told apart, as SQL. */
export function messageHead(message: Statement): Statement {
  return sql`left(split_part(trim(${message}), chr(10), 1), ${TOLD_APART}::BIGINT)`
}

/** The pattern of such a part, as SQL. It costs some microseconds: to be asked of distinct messages only. */
export function messagePattern(head: Statement): Statement {
  return PLACEHOLDERS.reduce(
    (text, [expression, placeholder]) => sql`regexp_replace(${text}, ${expression}, ${placeholder}, 'g')`,
    head,
  )
}
