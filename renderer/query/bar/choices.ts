import { formatCount } from '../../../preload/contract/formatCount'
import { ATTRIBUTE_SCOPES } from '../../../preload/contract/traceql/ast'
import { formatField } from '../../../preload/contract/traceql/formatField'
import { PROBLEMS, SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'
import type { Session } from '../../state/session.svelte'
import type { ComboboxOption } from '../../ui/Combobox.svelte'
import { completionSourceOf, statisticsOf } from '../CompletionSource'
import { fieldOf, NAMED_FIELDS, wordsOf } from '../edit/fields'

/** What is offered where a condition is written, for what is written so far. */
export interface ConditionChoices {
  fields: (written: string) => Promise<ComboboxOption[]>
  /** `field` in words or as it is written in a query. */
  values: (field: string, written: string) => Promise<ComboboxOption[]>
}

/** Named fields, and what the archive counts: attributes, the most frequent first, and their values. */
export function conditionChoices(session: Session): ConditionChoices {
  const source = completionSourceOf(session)
  const named = NAMED_FIELDS.map(({ words, field }) => ({ value: words, detail: field }))
  return {
    async fields(written) {
      const keys = await source.keys([...ATTRIBUTE_SCOPES], written.replace(/^\w*\./, ''), never)
      const attributes = keys.flatMap(({ scope, key, occurrences }): ComboboxOption[] => {
        if (scope === 'intrinsic') return []
        const value = formatField({ kind: 'attribute', scope, ofParent: false, key, from: 0, to: 0 })
        return [{ value, detail: formatCount(occurrences) }]
      })
      return [...named, ...attributes]
    },
    async values(name, written) {
      const found = fieldOf(name)
      if (!found) return []
      const known = valuesOf(session, wordsOf(found.field))
      if (known.length > 0) return known
      const { values } = await source.values(...statisticsOf(found.field), written, never)
      return values.map(({ value, occurrences }) => ({
        value,
        ...(occurrences !== null && { detail: formatCount(occurrences) }),
      }))
    },
  }
}

/** Answers come in a few milliseconds: nobody takes them back. */
const never = new AbortController().signal

export function serviceChoices(session: Session): ComboboxOption[] {
  return session.services.map(({ serviceName, spanCount }) => ({
    value: serviceName,
    detail: formatCount(spanCount),
    colour: session.colours.of(serviceName),
  }))
}

/** Operations of a service; null for those of all, the most frequent first. */
export function operationChoices(session: Session, service: string | null): ComboboxOption[] {
  const counts = new Map<string, number>()
  for (const { serviceName, operations } of session.services) {
    if (service !== null && serviceName !== service) continue
    for (const { name, spanCount } of operations) counts.set(name, (counts.get(name) ?? 0) + spanCount)
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one)
  return sorted.map(([name, count]) => ({ value: name, detail: formatCount(count) }))
}

function valuesOf(session: Session, field: string): ComboboxOption[] {
  switch (field) {
    case 'Service':
    case '.service.name':
    case 'Service of the root span':
      return serviceChoices(session)
    case 'Operation':
    case 'Operation of the root span':
      return operationChoices(session, null)
    case 'Status':
      return STATUSES.map((value) => ({ value }))
    case 'Kind':
      return SPAN_KINDS.map((value) => ({ value }))
    case 'Problem of the data':
      return PROBLEMS.map((value) => ({ value }))
    default:
      return []
  }
}
