import type { CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import type { AttributeValues, StatisticsScope } from '../../../preload/contract/attributes'
import { formatCount } from '../../../preload/contract/formatCount'
import { scopeOfMap } from './completions'

/** Whose values are wanted, and what they hold. */
export interface WantedValues {
  scope: StatisticsScope
  key: string
  text: string
}

/** Columns whose values the archive has counted. */
const COLUMNS: Readonly<Record<string, Omit<WantedValues, 'text'>>> = {
  service_name: { scope: 'resource', key: 'service.name' },
  name: { scope: 'intrinsic', key: 'span:name' },
  kind: { scope: 'intrinsic', key: 'span:kind' },
  status: { scope: 'intrinsic', key: 'span:status' },
  root_name: { scope: 'intrinsic', key: 'trace:rootName' },
  root_service_name: { scope: 'intrinsic', key: 'trace:rootService' },
}

const OF_ATTRIBUTE =
  /(\w*attributes)\s*\[\s*'((?:[^'\n]|'')+)'\s*\]\s*(?:=|<>|!=|\bI?LIKE\b|\bIN\s*\((?:\s*'(?:[^'\n]|'')*'\s*,)*)\s*'((?:[^'\n]|'')*)$/i
const OF_COLUMN =
  /\b(service_name|name|kind|status|root_name|root_service_name)\s*(?:=|<>|!=|\bI?LIKE\b|\bIN\s*\((?:\s*'(?:[^'\n]|'')*'\s*,)*)\s*'((?:[^'\n]|'')*)$/i

/** What the text before the cursor is about to hold; undefined where it holds no value that is known. */
export function wantedValues(before: string): WantedValues | undefined {
  const [, map = '', key = '', written = ''] = OF_ATTRIBUTE.exec(before) ?? []
  if (map !== '') return { scope: scopeOfMap(map), key: key.replaceAll("''", "'"), text: written.replaceAll("''", "'") }
  const [, column = '', text = ''] = OF_COLUMN.exec(before) ?? []
  const known = COLUMNS[column.toLowerCase()]
  return known && { ...known, text: text.replaceAll("''", "'") }
}

/** Completes the values of attributes and of the columns that are names, the commonest first. */
export function valueCompletions(
  ask: (wanted: WantedValues, signal: AbortSignal) => Promise<AttributeValues | undefined>,
): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const line = context.state.doc.lineAt(context.pos)
    const wanted = wantedValues(context.state.sliceDoc(Math.max(line.from, context.pos - 1_000), context.pos))
    if (!wanted) return null
    const controller = new AbortController()
    context.addEventListener('abort', () => controller.abort())
    const found = await ask(wanted, controller.signal)
    if (!found || context.aborted) return null
    const from = context.pos - wanted.text.replaceAll("'", "''").length
    const options = found.values.map(({ value, occurrences }, place) => ({
      label: value,
      type: 'text',
      ...(occurrences !== null && { detail: formatCount(occurrences) }),
      boost: Math.max(-99, 99 - place),
      apply: value.replaceAll("'", "''"),
    }))
    return { from, options, filter: false }
  }
}
