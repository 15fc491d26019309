import { comparisonOf, type Comparison } from './comparisonOf'
import { durationText } from './durationText'
import { operationOf } from './menuValues'
import { partsOf, type Condition } from './QueryParts'
import type { Tag } from './readLogfmt'
import { readQueryParts } from './readQueryParts'
import { readTag } from './readTag'
import { serviceOf } from './serviceCondition'
import type { SearchFields, SearchForm } from './SearchForm'

/** The fields of a form filled from a query, and the parts of the query for which the form has no field. */
export function readSearch(
  form: SearchForm,
  query: string,
  limit: number | null,
): { fields: SearchFields; left: string[] } {
  const parts = readQueryParts(query)
  const fields: SearchFields = {
    service: null,
    operation: null,
    remoteService: '',
    tags: '',
    minDuration: '',
    maxDuration: '',
    limit: limit === null ? '' : String(limit),
  }
  if (parts === null) return { fields, left: [query] }
  const filter = parts.conjuncts.find((conjunct) => conjunct.filter)?.filter
  const tags: Tag[] = []
  const taken = (filter?.conditions ?? []).filter((condition) => {
    if (takeField(form, fields, condition)) return true
    const tag = readTag(condition, form.tagCondition)
    if (tag === null || !canSay(form, tag)) return false
    tags.push(tag)
    return true
  })
  fields.tags = form.writeTags(tags)
  const left = partsOf(parts).filter((part) => !taken.some((condition) => condition === part))
  return { fields, left: left.map(({ text }) => text) }
}

/** Whether the form's way to write tags has a way to write this one. */
function canSay({ readTags, writeTags }: SearchForm, { key, value }: Tag): boolean {
  const [read, ...more] = readTags(writeTags([{ key, value }])).tags ?? []
  return more.length === 0 && read?.key === key && read.value === value
}

/** Whether the condition has a field of its own that is free. */
function takeField(form: SearchForm, fields: SearchFields, condition: Condition): boolean {
  const [service, operation] = [serviceOf(condition), operationOf(condition)]
  const { remoteService, minDuration, maxDuration } = valuesOf(comparisonOf(condition.expression))
  if (service !== null && fields.service === null) fields.service = service
  else if (operation !== null && fields.operation === null) fields.operation = operation
  else if (remoteService !== null && form.labels.remoteService && fields.remoteService === '')
    fields.remoteService = remoteService
  else if (minDuration !== null && fields.minDuration === '') fields.minDuration = minDuration
  else if (maxDuration !== null && fields.maxDuration === '') fields.maxDuration = maxDuration
  else return false
  return true
}

function valuesOf(comparison: Comparison | null) {
  if (!comparison) return { remoteService: null, minDuration: null, maxDuration: null }
  const { field, operator, value } = comparison
  const isDuration = field.kind === 'intrinsic' && field.name === 'span:duration'
  const isPeer = field.kind === 'attribute' && field.key === 'peer.service' && field.scope === 'span' && !field.ofParent
  return {
    remoteService: isPeer && operator === '=' && value.kind === 'string' ? value.value : null,
    minDuration: isDuration && operator === '>=' ? durationText(value) : null,
    maxDuration: isDuration && operator === '<=' ? durationText(value) : null,
  }
}
