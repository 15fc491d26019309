import { Failed } from '../../preload/contract/failure'
import type { Field } from '../../preload/contract/traceql/ast'
import { parseFields } from '../../preload/contract/traceql/parseFields'

/** A field as its text names it. Fails with `query_wrong`. */
export function fieldOf(text: string): Field {
  const { fields, problem } = parseFields(text)
  const [field, second] = fields ?? []
  if (field && !second) return field
  const message = problem ?? `${text} is more than one field`
  throw new Failed({ code: 'query_wrong', message, from: 0, to: text.length })
}
