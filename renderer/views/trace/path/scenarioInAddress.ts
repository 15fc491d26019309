/** Whose time a scenario shortens: the spans of a service or an operation, by its label, or the selected span. */
export interface Target {
  kind: 'service' | 'operation' | 'span'
  label: string
}

/** `service shop`, `operation shop: GET /`, `span`; null where the address names none. */
export function readTarget(text: string | null): Target | null {
  const [, kind, label = ''] = /^(service|operation|span)(?: (.*))?$/s.exec(text ?? '') ?? []
  return kind === 'service' || kind === 'operation' || kind === 'span' ? { kind, label } : null
}

export function writeTarget({ kind, label }: Target): string {
  return kind === 'span' ? kind : `${kind} ${label}`
}

/** The percentage of the time that is left: half of it, unless the address says otherwise. */
export function readPercentage(text: string | null): number {
  const percentage = /^\d{1,3}$/.test(text ?? '') ? Number(text) : 50
  return Math.min(percentage, 100)
}
