import { durationLiteral } from './durationText'
import { readLogfmt, writeLogfmt } from './readLogfmt'
import type { SearchForm } from './SearchForm'
import { jaegerTagCondition } from './tagCondition'

/** Jaeger's. Its lookback is left out: a stretch of time is chosen above the list. */
export const JAEGER_FORM: SearchForm = {
  name: 'Jaeger’s',
  title: 'Jaeger’s search form',
  labels: {
    service: 'Service',
    operation: 'Operation',
    remoteService: null,
    tags: 'Tags',
    minDuration: 'Min Duration',
    maxDuration: 'Max Duration',
    limit: 'Limit Results',
  },
  hints: {
    tags: 'logfmt: a space means “and”, a value with spaces stands in quotes, a name alone finds any value. Looks in spans, processes and logs.',
    duration: 'Of the span, not of its trace',
  },
  placeholders: { tags: 'http.status_code=200 error=true', duration: 'e.g. 1.2s, 100ms, 500us' },
  readTags: readLogfmt,
  writeTags: writeLogfmt,
  tagCondition: jaegerTagCondition,
  duration: durationLiteral,
}
