import type { ErrorGroup } from '../../../../preload/contract/explore/errors'
import { serviceCondition } from '../../../query/edit/serviceCondition'
import { escapePattern } from '../../../query/edit/textPattern'

/** What may stand where a pattern has a placeholder, as regular expressions. */
const PLACEHOLDERS: Record<string, string> = {
  '<n>': String.raw`[\d.,]+`,
  '<id>': '[0-9a-fA-F]+',
  '<uuid>': '[0-9a-fA-F-]+',
  '<address>': String.raw`\S+`,
  '"…"': '"[^"]*"',
  "'…'": String.raw`['\x60][^'\x60]*['\x60]`,
}
const PLACEHOLDER = /(<n>|<id>|<uuid>|<address>|"…"|'…')/

/** The conditions in TraceQL that spans with an error of this kind meet: others of the same words may meet them too. */
export function errorConditions({ serviceName, type, pattern, spanCount, failedCount }: ErrorGroup): string[] {
  return [
    serviceCondition(serviceName),
    ...(failedCount === spanCount ? ['status = error'] : []),
    ...(type === ''
      ? ['event.exception.type = nil', 'span.error.type = nil']
      : [either('event.exception.type', 'span.error.type', `= ${JSON.stringify(type)}`)]),
    pattern === ''
      ? '(statusMessage = nil || statusMessage = "")'
      : either('event.exception.message', 'statusMessage', `=~ ${JSON.stringify(expressionOf(pattern))}`),
  ]
}

function either(one: string, other: string, comparison: string): string {
  return `(${one} ${comparison} || ${other} ${comparison})`
}

/** The pattern is of the first line, and not of all of that where it is long. */
function expressionOf(pattern: string): string {
  const pieces = pattern.split(PLACEHOLDER).map((piece) => PLACEHOLDERS[piece] ?? escapePattern(piece))
  return String.raw`\s*${pieces.join('')}(?s:.*)`
}
