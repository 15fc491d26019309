import { VALUE_KINDS, type TraceValues } from '../../../../preload/contract/attributes'
import type { ChosenColumn } from '../../../ui/columns/ChosenColumn'
import type { TableColumn } from '../../../ui/table/TableColumn'

const NUMBER = VALUE_KINDS.indexOf('number')

/** The column of a field; its values tell whether they are numbers, once they are known. */
export function fieldColumn({ field, type }: ChosenColumn, values: TraceValues | undefined): TableColumn {
  const isNarrow = type !== null && ['integer', 'duration', 'status', 'spanKind'].includes(type)
  return {
    id: field,
    label: field,
    title: field,
    number: values !== undefined && values.texts.length > 0 && values.kinds.every((kind) => kind === NUMBER),
    width: isNarrow ? 112 : 140,
    share: isNarrow ? 0 : 0.7,
  }
}

export function isNumber(values: TraceValues, text: number): boolean {
  return values.kinds[text] === NUMBER
}

/** What a span has in a field, as the archive has it; null for nothing. */
export function valueAt({ texts, index }: TraceValues, row: number): string | null {
  return texts[index[row] ?? -1] ?? null
}
