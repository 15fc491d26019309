/** Tells questions apart: the same parameters give the same text. */
export function questionKey(parameters: unknown): string {
  return JSON.stringify(parameters, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
}
