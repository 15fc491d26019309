import { formatCount } from '../../../../preload/contract/formatCount'
import { PROBLEMS, SPAN_KINDS, STATUSES } from '../../../../preload/contract/trace'
import type { Session } from '../../../state/session.svelte'
import type { ComboboxOption } from '../../../ui/Combobox.svelte'
import { fieldOf, NAMED_FIELDS, wordsOf } from '../query/fields'

/** What is offered where a condition is written, for what is written so far. */
export interface ConditionChoices {
  fields: (written: string) => Promise<ComboboxOption[]>
  /** `field` in words or as it is written in a query. */
  values: (field: string, written: string) => Promise<ComboboxOption[]>
}

/** As far as the session knows them: the named fields, and values of those that have few. */
export function conditionChoices(session: Session): ConditionChoices {
  return {
    fields: () => Promise.resolve(NAMED_FIELDS.map(({ words, field }) => ({ value: words, detail: field }))),
    values: (named) => {
      const found = fieldOf(named)
      return Promise.resolve(found ? valuesOf(session, wordsOf(found.field)) : [])
    },
  }
}

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
