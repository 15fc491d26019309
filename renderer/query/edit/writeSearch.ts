import { serviceCondition } from './serviceCondition'
import { limitIn } from '../traceQuery'
import type { FieldProblems, SearchFields, SearchForm } from './SearchForm'

/** The query that a form asks, of one span that meets all of it; empty while the form is. */
export function writeSearch(form: SearchForm, fields: SearchFields): { query: string; problems: FieldProblems } {
  const problems: FieldProblems = {}
  const conditions = [
    ...(fields.service === null ? [] : [serviceCondition(fields.service)]),
    ...named('name', fields.operation),
    ...named('span.peer.service', fields.remoteService.trim()),
  ]
  for (const [name, operator] of [
    ['minDuration', '>='],
    ['maxDuration', '<='],
  ] as const) {
    if (fields[name].trim() === '') continue
    const literal = form.duration(fields[name])
    if (literal === null) problems[name] = 'A number and its unit: 1.2s, 100ms, 500us'
    else conditions.push(`duration ${operator} ${literal}`)
  }
  const { tags, problem } = form.readTags(fields.tags)
  if (problem) problems.tags = `At character ${problem.from + 1}: ${problem.message}`
  else conditions.push(...tags.map(form.tagCondition))
  if (fields.limit.trim() !== '' && limitIn(fields.limit) === null)
    problems.limit = 'A whole number from 1 on, or nothing'
  return { query: conditions.length === 0 ? '' : `{ ${conditions.join(' && ')} }`, problems }
}

function named(field: string, value: string | null): string[] {
  return value === null || value === '' ? [] : [`${field} = ${JSON.stringify(value)}`]
}
