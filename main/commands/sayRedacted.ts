import { REDACTED_PLACES, type ExtractReport } from '../../preload/contract/extract'
import { countOf } from '../../preload/contract/formatCount'
import { writtenOut } from './writtenOut'

const NOUNS = {
  spans: 'span',
  resources: 'resource',
  scopes: 'scope',
  events: 'event',
  links: 'link',
  logs: 'log record',
} as const

/** What was redacted, a line for each attribute, and what was nowhere. */
export function sayRedacted({ redacted, notFound }: Pick<ExtractReport, 'redacted' | 'notFound'>): string {
  const lines = [
    ...redacted.map((counts) => {
      const places = REDACTED_PLACES.filter((place) => counts[place] > 0)
      const said = places.map((place) => countOf(counts[place], NOUNS[place])).join(', ')
      return `${counts.action === 'drop' ? 'dropped' : 'hashed'} ${writtenOut(counts.key)}: ${said}`
    }),
    ...notFound.map((key) => `nothing to redact: no attribute ${writtenOut(key)} in these traces`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
