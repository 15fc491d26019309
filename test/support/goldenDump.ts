import type { Decoded } from './decodeTrace'
import { goldenText } from './goldenText'

/**
 * What became of a whole file, for people: its format, how many records it had and how many of them were rejected,
 * a line for each problem, then its spans and log records.
 */
export function goldenDump({ result, batches }: Decoded): string {
  const { recognised, looksLike, records, rejected, problems } = result
  const lines = [
    `${recognised?.format ?? `not recognised: ${looksLike}`}: records ${records}, rejected ${rejected}`,
    ...problems.map(({ code, message, occurrences, firstPosition }) => {
      const place = firstPosition === null ? '' : ` at ${firstPosition}`
      return `  ${code} × ${occurrences}${place}: ${message}`
    }),
  ]
  return `${lines.join('\n')}\n\n${goldenText(batches)}`
}
