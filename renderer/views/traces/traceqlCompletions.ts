import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { ServiceSummary } from '../../../preload/contract/archive'
import { formatCount } from '../../../preload/contract/formatCount'
import { SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'
import { AGGREGATES, ATTRIBUTE_SCOPES, INTRINSICS } from '../../../preload/contract/traceql/ast'

const SCOPES: Completion[] = [...ATTRIBUTE_SCOPES, 'parent'].map((scope) => ({
  label: `${scope}.`,
  detail: 'attribute of',
}))
const FIELDS: Completion[] = [
  { label: 'name', detail: 'operation' },
  { label: 'status', detail: STATUSES.join(' ') },
  { label: 'kind', detail: 'server client …' },
  { label: 'duration', detail: 'of the span, such as 150ms' },
  { label: 'resource.service.name', detail: 'service' },
  ...Object.entries(INTRINSICS).map(([label, type]) => ({
    label,
    detail: type === 'parent' ? '= nil at a root' : type,
  })),
  ...SCOPES,
]
const STAGES: Completion[] = [
  ...AGGREGATES.map((name) => (name === 'count' ? 'count() > ' : `${name}(`)).map((label) => ({ label })),
  { label: 'by(', detail: 'groups of spans' },
  { label: 'coalesce()', detail: 'no groups' },
  { label: 'select(', detail: 'further columns' },
]

/** What may follow in a TraceQL query before the cursor, as far as the text alone tells. */
export function traceqlCompletions(services: readonly ServiceSummary[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos)
    const offer = (written: string, options: Completion[]): CompletionResult => ({
      from: context.pos - written.length,
      // The quote that the editor wrote by itself belongs to the value.
      to:
        written.startsWith('"') && context.state.sliceDoc(context.pos, context.pos + 1) === '"'
          ? context.pos + 1
          : context.pos,
      options,
    })
    const service = /\bservice\.name\s*!?=\s*("[^"]*)?$/.exec(before)
    if (service) {
      const values = services.map(({ serviceName, spanCount }) => valueOf(serviceName, spanCount))
      return offer(service[1] ?? '', values)
    }
    const operation = /(?:^|[\s{(&|])(?:span:)?name\s*!?=\s*("[^"]*)?$/.exec(before)
    if (operation) return offer(operation[1] ?? '', operationsOf(services))
    const status = /\bstatus\s*!?=\s*(\w*)$/.exec(before)
    if (status)
      return offer(
        status[1] ?? '',
        STATUSES.map((label) => ({ label })),
      )
    const kind = /\bkind\s*!?=\s*(\w*)$/.exec(before)
    if (kind)
      return offer(
        kind[1] ?? '',
        SPAN_KINDS.map((label) => ({ label })),
      )
    if (isInText(before)) return null
    const field = /(?:[{(]|&&|\|\||!)\s*([a-zA-Z][\w.:]*)?$/.exec(before)
    if (field && isInBraces(before)) return field[1] || context.explicit ? offer(field[1] ?? '', FIELDS) : null
    const stage = /[})]\s*\|\s*(\w*)$/.exec(before)
    if (stage) return offer(stage[1] ?? '', STAGES)
    const argument = /\b(?:by|avg|min|max|sum|select)\(\s*([\w.:]*)$/.exec(before)
    return argument ? offer(argument[1] ?? '', FIELDS) : null
  }
}

function valueOf(value: string, count: number): Completion {
  return { label: JSON.stringify(value), detail: formatCount(count), boost: Math.min(99, Math.log2(count + 1)) }
}

function operationsOf(services: readonly ServiceSummary[]): Completion[] {
  const counts = new Map<string, number>()
  for (const { operations } of services) {
    for (const { name, spanCount } of operations) counts.set(name, (counts.get(name) ?? 0) + spanCount)
  }
  return [...counts].map(([name, count]) => valueOf(name, count))
}

function isInText(before: string): boolean {
  return (before.replaceAll(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1
}

function isInBraces(before: string): boolean {
  return before.lastIndexOf('{') > before.lastIndexOf('}')
}
