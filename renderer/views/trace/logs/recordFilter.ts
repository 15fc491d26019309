import type { RecordFilter, RecordKind } from '../../../../preload/contract/records'

/** Severities from which on records are shown: OpenTelemetry's lowest number of each. */
export const LEAST_SEVERITIES = [
  { value: '', label: 'Any', title: 'Any severity, also none', least: 0 },
  { value: 'info', label: 'Info', title: 'Information and graver', least: 9 },
  { value: 'warn', label: 'Warn', title: 'Warnings and graver', least: 13 },
  { value: 'error', label: 'Error', title: 'Errors and graver; exceptions are errors', least: 17 },
]

/** What the address asks of the list, beside what all views of the trace share. */
export function recordFilterOf(
  parameters: URLSearchParams,
): Pick<RecordFilter, 'words' | 'kind' | 'severity' | 'spanId'> {
  const kind = parameters.get('records')
  const isKind = (text: string | null): text is RecordKind => text === 'event' || text === 'log'
  return {
    words: (parameters.get('words') ?? '').slice(0, 1_000),
    kind: isKind(kind) ? kind : 'any',
    severity: LEAST_SEVERITIES.find(({ value }) => value === parameters.get('least'))?.least ?? 0,
    spanId: parameters.get('of') ?? '',
  }
}

/** The parameters that leave nothing out. */
export const NO_FILTER = { words: '', records: '', least: '', of: '' }
