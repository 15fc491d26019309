import type { SpanLog } from '../../../../preload/contract/trace'

const NAMES = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

/** How grave a log record is: in words, and for its colour. https://opentelemetry.io/docs/specs/otel/logs/data-model/ */
export function severityOf({ severityNumber, severityText }: Pick<SpanLog, 'severityNumber' | 'severityText'>): {
  words: string
  tone: 'error' | 'warning' | 'plain'
} {
  const number = severityNumber ?? 0
  const words = severityText || (NAMES[Math.ceil(number / 4) - 1] ?? '')
  const [isError, isWarning] =
    number > 0 ? [number >= 17, number >= 13] : [/^(err|fatal|crit)/i.test(words), /^warn/i.test(words)]
  return { words, tone: isError ? 'error' : isWarning ? 'warning' : 'plain' }
}
