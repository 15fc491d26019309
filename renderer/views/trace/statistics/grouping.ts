import { VALUE_KINDS, type TraceValues } from '../../../../preload/contract/attributes'
import { SPAN_KINDS, STATUSES, type TraceColumns } from '../../../../preload/contract/trace'

/** The service of spans that name none. */
const UNKNOWN_SERVICE = 'unknown_service'

/** Fields that the columns of a trace hold; any other is written as in TraceQL, and asked for. */
export const COLUMN_FIELDS = ['service', 'operation', 'kind', 'status'] as const
export type ColumnField = (typeof COLUMN_FIELDS)[number]

/** What spans are grouped by. */
export interface Grouping {
  field: string
  /** For each row which value it has, −1 for none. */
  index: Int32Array
  /** The words for a value; empty for an empty text. */
  label: (value: number) => string
  /** The TraceQL condition that holds of just those spans; null where there is none. */
  condition: (value: number) => string | null
}

export function isColumnField(field: string): field is ColumnField {
  return COLUMN_FIELDS.some((known) => known === field)
}

export function columnGrouping(field: ColumnField, columns: TraceColumns): Grouping {
  switch (field) {
    case 'service': {
      const label = (value: number) => columns.services[value] ?? ''
      return { field, index: columns.service, label, condition: (value) => serviceCondition(label(value)) }
    }
    case 'operation': {
      const label = (value: number) => columns.names[value] ?? ''
      return { field, index: columns.name, label, condition: (value) => operationCondition(label(value)) }
    }
    case 'kind':
    case 'status': {
      const words: readonly string[] = field === 'kind' ? SPAN_KINDS : STATUSES
      const label = (value: number) => words[value] ?? ''
      const index = Int32Array.from(field === 'kind' ? columns.kind : columns.status)
      return { field, index, label, condition: (value) => `${field} = ${label(value)}` }
    }
  }
}

export function valueGrouping(field: string, { texts, kinds, index }: TraceValues): Grouping {
  return {
    field,
    index,
    label: (value) => texts[value] ?? '',
    condition(value) {
      if (value < 0) return `${field} = nil`
      const text = texts[value] ?? ''
      switch (VALUE_KINDS[kinds[value] ?? 0]) {
        case 'text':
          return `${field} = ${JSON.stringify(text)}`
        case 'number':
        case 'boolean':
          return `${field} = ${text}`
        default:
          return null
      }
    },
  }
}

export function serviceCondition(service: string): string {
  const named = `resource.service.name = ${JSON.stringify(service)}`
  return service === UNKNOWN_SERVICE ? `(resource.service.name = nil || ${named})` : named
}

export function operationCondition(name: string): string {
  return `name = ${JSON.stringify(name)}`
}
