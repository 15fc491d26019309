import type { ImportReport } from '../../preload/contract/archive'

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
  const count = (number: number, one: string, many = `${one}s`) =>
    `${number.toLocaleString('en')} ${number === 1 ? one : many}`
  const total = (of: 'records' | 'spans' | 'merged' | 'rejected') => files.reduce((sum, file) => sum + file[of], 0)
  const imported = [`${count(total('spans'), 'span')} from ${count(files.length, 'file')}`]
  if (total('merged') > 0) imported.push(`${count(total('merged'), 'report')} merged`)
  if (total('rejected') > 0) imported.push(`${count(total('rejected'), 'record')} rejected`)
  const held = [count(traces, 'trace'), count(spans, 'span'), count(services, 'service')]
  if (logs > 0) held.push(count(logs, 'log record'))
  const lines = [
    `${imported.join(', ')} in ${(elapsedMs / 1_000).toFixed(1)} s`,
    `${archive}: ${held.join(', ')}`,
    ...problems.map(({ path, message, occurrences, firstPosition }) => {
      const place = firstPosition === null ? '' : `, first at ${firstPosition}`
      return `  ${path}: ${message}${occurrences > 1 || place ? ` (${occurrences.toLocaleString('en')} times${place})` : ''}`
    }),
  ]
  return `${lines.join('\n')}\n`
}
