import { INTRINSICS, type Field, type Pipeline } from '../../preload/contract/traceql/ast'
import { formatField } from '../../preload/contract/traceql/formatField'
import { parseFields } from '../../preload/contract/traceql/parseFields'
import type { ChosenColumn } from '../ui/columns/ChosenColumn'

/** More than this many are not shown. */
const MOST = 50

/** The columns of the address in their order, then those which the query's `select()` adds. What is no field is left out. */
export function chosenColumns(parameters: URLSearchParams, query: Pipeline | null): ChosenColumn[] {
  const selected = query?.stages.flatMap((stage) => (stage.kind === 'select' ? stage.fields : [])) ?? []
  const named = new Set(selected.map(formatField))
  const columns = new Map<string, ChosenColumn>()
  for (const field of [...parameters.getAll('columns').flatMap(readColumns), ...selected]) {
    const text = formatField(field)
    columns.set(text, {
      field: text,
      type: field.kind === 'intrinsic' ? INTRINSICS[field.name] : null,
      isSelected: named.has(text),
    })
  }
  return [...columns.values()].slice(0, MOST)
}

/** The address that has these columns. */
export function columnsParameter(columns: readonly ChosenColumn[]): string {
  return columns.map(({ field }) => field).join(',')
}

function readColumns(text: string): Field[] {
  if (text.trim() === '') return []
  const { fields } = parseFields(text)
  // Of a list in which something is no field, the others are still shown.
  return fields ?? text.split(',').flatMap((part) => parseFields(part).fields ?? [])
}
