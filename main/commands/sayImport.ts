import type { ImportReport } from '../../preload/contract/archive'
import { countOf } from '../../preload/contract/formatCount'
import { formatDuration } from '../../preload/contract/formatDuration'

/** The summary of an import for people, ending in a newline. */
export function sayImport({
  archive,
  spans,
  traces,
  services,
  logs,
  elapsedMs,
  files,
  problems,
}: ImportReport): string {
  const total = (of: 'records' | 'spans' | 'merged' | 'rejected') => files.reduce((sum, file) => sum + file[of], 0)
  const imported = [`${countOf(total('spans'), 'span')} from ${countOf(files.length, 'file')}`]
  if (total('merged') > 0) imported.push(`${countOf(total('merged'), 'report')} merged`)
  if (total('rejected') > 0) imported.push(`${countOf(total('rejected'), 'record')} rejected`)
  const held = [countOf(traces, 'trace'), countOf(spans, 'span'), countOf(services, 'service')]
  if (logs > 0) held.push(countOf(logs, 'log record'))
  const lines = [
    `${imported.join(', ')} in ${formatDuration(elapsedMs * 1e6)}`,
    `${archive}: ${held.join(', ')}`,
    ...problems.map(({ path, message, occurrences, firstPosition }) => {
      const place = firstPosition === null ? '' : `, first at ${firstPosition}`
      return `  ${path}: ${message}${occurrences > 1 || place ? ` (${countOf(occurrences, 'time')}${place})` : ''}`
    }),
  ]
  return `${lines.join('\n')}\n`
}
