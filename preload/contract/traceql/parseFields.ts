import type { Field } from './ast'
import { parseTraceQL } from './parseTraceQL'

export type ParsedFields = { fields: Field[]; problem: null } | { fields: null; problem: string }

const BEFORE = '{ } | select('

/** Fields as `select()` takes them, with commas between them: `span.http.route, kind`; or what is wrong with the text. */
export function parseFields(text: string): ParsedFields {
  const { query, problems } = parseTraceQL(`${BEFORE}${text})`)
  if (query === null) return { fields: null, problem: problems[0]?.message ?? 'this is no field' }
  const [, select, ...more] = query.stages
  // What closes the parentheses itself is no list of fields.
  if (select?.kind !== 'select' || more.length > 0 || select.to !== BEFORE.length + text.length + 1)
    return { fields: null, problem: 'this is no field' }
  return { fields: select.fields, problem: null }
}
