import {
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import type { AttributeValue, TextPlace } from '../../preload/contract/attributes'
import { countOf, formatCount } from '../../preload/contract/formatCount'
import { ATTRIBUTE_TYPES, SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import {
  AGGREGATES,
  ATTRIBUTE_SCOPES,
  INTRINSICS,
  type AttributeScope,
  type Field,
} from '../../preload/contract/traceql/ast'
import { formatField } from '../../preload/contract/traceql/formatField'
import { statisticsOf, type CompletionSource } from './CompletionSource'
import { cursorPlace, type CursorPlace } from './cursorPlace'
import { escapePattern } from './edit/textPattern'

/** Fields that are known without any archive. */
const FIELDS: Completion[] = [
  { label: 'name', detail: 'operation' },
  { label: 'status', detail: STATUSES.join(' ') },
  { label: 'kind', detail: 'server client …' },
  { label: 'duration', detail: 'of the span, such as 150ms' },
  { label: 'trace:duration', detail: 'of the whole trace' },
  { label: 'resource.service.name', detail: 'service' },
  ...Object.entries(INTRINSICS)
    .filter(([label]) => label !== 'trace:duration')
    .map(([label, type]) => ({ label, detail: type === 'parent' ? '= nil at a root' : type })),
]
const SCOPES: Completion[] = [...ATTRIBUTE_SCOPES, 'parent'].map((scope) => ({
  label: `${scope}.`,
  detail: scope === 'parent' ? 'attribute of the parent span' : `attribute of the ${scope}`,
  apply: goingOn(`${scope}.`),
}))
const STAGES: Completion[] = [
  ...AGGREGATES.map((name) => (name === 'count' ? 'count() > ' : `${name}(`)).map((label) => ({ label })),
  { label: 'by(', detail: 'groups of spans' },
  { label: 'coalesce()', detail: 'no groups' },
  { label: 'select(', detail: 'further columns' },
]
const NUMBERS = ['=', '!=', '>', '>=', '<', '<=']
const TEXTS = ['=', '!=', '=~', '!~']
const OPERATOR_WORDS: Record<string, string> = {
  '=': 'is',
  '!=': 'is not',
  '=~': 'matches the regular expression',
  '!~': 'does not match',
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
}

/** What may follow in a TraceQL query before the cursor, with how often it occurs in the archive. */
export function traceqlCompletions(source: CompletionSource) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.state.sliceDoc(0, context.pos)
    const place = cursorPlace(before)
    if (place === null) return null
    // Enter is for searching where the query may be whole.
    const mayBeWhole = place.kind === 'next' || (place.kind === 'field' && place.written === '')
    if (mayBeWhole && !context.explicit) return null
    const controller = new AbortController()
    context.addEventListener('abort', () => controller.abort())
    const options = await optionsFor(place, source, controller.signal)
    if (options.length === 0) return null
    const { written } = place
    // The quote that the editor wrote by itself belongs to the value.
    const quoted = written.startsWith('"') && context.state.sliceDoc(context.pos, context.pos + 1) === '"'
    return { from: context.pos - written.length, to: context.pos + (quoted ? 1 : 0), options, filter: false }
  }
}

async function optionsFor(place: CursorPlace, source: CompletionSource, signal: AbortSignal): Promise<Completion[]> {
  switch (place.kind) {
    case 'words':
      return [
        { label: place.written, detail: 'in names, ids, keys and values' },
        ...(await source.places(place.written.trim(), signal)).map(placeOption),
      ]
    case 'value':
      return valueOptions(place, source, signal)
    case 'operator':
      return operatorsOf(place.field)
        .filter((operator) => operator.startsWith(place.written))
        .map((operator) => ({
          label: operator,
          detail: OPERATOR_WORDS[operator] ?? '',
          apply: goingOn(`${operator} `),
        }))
    case 'field':
      return fieldOptions(place, source, signal)
    case 'next':
      return ['&&', '||'].map((label) => ({
        label,
        detail: label === '&&' ? 'and' : 'or',
        apply: goingOn(`${label} `),
      }))
    case 'stage':
      return matchingLabels(STAGES, place.written)
  }
}

async function fieldOptions(
  { written, isArgument }: Extract<CursorPlace, { kind: 'field' }>,
  source: CompletionSource,
  signal: AbortSignal,
): Promise<Completion[]> {
  const [, parent = '', scope = '', key] = /^(parent\.)?(?:(\w*)\.)?(.*)$/s.exec(written) ?? []
  const named = ATTRIBUTE_SCOPES.find((each) => each === scope)
  const isScoped = written.includes('.') && (named !== undefined || scope === '')
  const scopes: AttributeScope[] = named ? [named] : isScoped ? ['span', 'resource'] : [...ATTRIBUTE_SCOPES]
  const keys = await source.keys(scopes, (isScoped ? (key ?? '') : written).replaceAll('"', ''), signal)
  const end = isArgument ? '' : ' '
  const offered = new Set<string>()
  const attributes = keys.flatMap(({ scope: of, key: name, types, occurrences }): Completion[] => {
    if (of === 'intrinsic') return []
    const shown = isScoped && named === undefined ? null : of
    const label = formatField({ kind: 'attribute', scope: shown, ofParent: parent !== '', key: name, from: 0, to: 0 })
    if (offered.has(label)) return []
    offered.add(label)
    const detail = `${formatCount(occurrences)} · ${types.map((type) => ATTRIBUTE_TYPES[type]).join(', ')}`
    return [{ label, detail, apply: goingOn(`${label}${end}`) }]
  })
  if (isScoped) return attributes
  const fields = FIELDS.filter(({ label }) => !offered.has(label)).map((field) => ({
    ...field,
    apply: goingOn(`${field.label}${end}`),
  }))
  const [begun, others] = divide([...fields, ...SCOPES], written)
  return [...begun, ...attributes, ...others]
}

async function valueOptions(
  { field, written, isPattern }: Extract<CursorPlace, { kind: 'value' }>,
  source: CompletionSource,
  signal: AbortSignal,
): Promise<Completion[]> {
  const text = written.replace(/^"/, '').replaceAll(/\\(.)/g, '$1')
  const { values } = await source.values(...statisticsOf(field), text, signal)
  if (field.kind === 'intrinsic' && (field.name === 'span:status' || field.name === 'span:kind')) {
    const all: readonly string[] = field.name === 'span:status' ? STATUSES : SPAN_KINDS
    const counts = new Map(values.map(({ value, occurrences }) => [value, occurrences]))
    return matchingLabels(
      all.map((label) => ({ label, detail: formatCount(counts.get(label) ?? 0) })),
      written,
    )
  }
  return values.map((each) => ({ label: writtenValue(each, isPattern), detail: countOfValue(each) }))
}

function writtenValue({ value, type }: AttributeValue, isPattern: boolean): string {
  if (type === 's' || isPattern) {
    return JSON.stringify(isPattern ? escapePattern(value) : value)
  }
  return value
}

function countOfValue({ occurrences }: AttributeValue): string {
  return occurrences === null ? 'in a sample' : formatCount(occurrences)
}

function operatorsOf(field: Field): string[] {
  if (field.kind === 'attribute') return [...new Set([...TEXTS, ...NUMBERS])]
  switch (INTRINSICS[field.name]) {
    case 'integer':
    case 'duration':
      return NUMBERS
    case 'status':
    case 'spanKind':
    case 'parent':
      return ['=', '!=']
    default:
      return TEXTS
  }
}

function placeOption({ scope, key, type, value, occurrences }: TextPlace): Completion {
  const field =
    scope === 'intrinsic'
      ? shortName(key)
      : formatField({ kind: 'attribute', scope, ofParent: false, key, from: 0, to: 0 })
  const isWord = scope === 'intrinsic' && (key === 'span:status' || key === 'span:kind')
  const written = value === null ? 'nil' : isWord ? value : writtenValue({ value, type, occurrences }, false)
  const condition = `${field} ${value === null ? '!=' : '='} ${written}`
  const counted = scope === 'event' || scope === 'link' ? scope : key === 'event:name' ? 'event' : 'span'
  return { label: `{ ${condition} }`, detail: countOf(occurrences, counted) }
}

function shortName(intrinsic: string): string {
  return /^span:(name|status|statusMessage|kind)$/.exec(intrinsic)?.[1] ?? intrinsic
}

function matchingLabels(options: Completion[], written: string): Completion[] {
  return divide(options, written).flat()
}

/** Those that begin with a text, and those that only contain it. */
function divide(options: Completion[], written: string): [begun: Completion[], others: Completion[]] {
  const text = written.toLowerCase()
  const begins = ({ label }: Completion) => label.toLowerCase().startsWith(text)
  return [
    options.filter(begins),
    options.filter((option) => !begins(option) && option.label.toLowerCase().includes(text)),
  ]
}

/** Writes `text`, and offers what may follow. */
function goingOn(text: string) {
  return (view: EditorView, _: Completion, from: number, to: number) => {
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: from + text.length },
      userEvent: 'input.complete',
    })
    startCompletion(view)
  }
}
