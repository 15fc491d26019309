/** An object of JSON texts; members that are null are left out. */
export function rawObject(members: Record<string, string | null>): string {
  let text = ''
  for (const [name, value] of Object.entries(members)) {
    if (value !== null) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${value}`
  }
  return `{${text}}`
}

/** A list of JSON texts; null for an empty one. */
export function rawList(values: readonly string[]): string | null {
  return values.length === 0 ? null : `[${values.join(',')}]`
}

/** A text as JSON; null for none. */
export function rawText(text: string | null): string | null {
  return text === null ? null : JSON.stringify(text)
}

/** A count as JSON; null for 0 and for none. */
export function rawCount(count: number | null): string | null {
  return count === null || count === 0 ? null : String(count)
}

/** Whole microseconds, rounded down, as JSON; null for none. */
export function rawMicroseconds(nanoseconds: bigint | null): string | null {
  if (nanoseconds === null) return null
  const whole = nanoseconds / 1000n
  return String(nanoseconds % 1000n < 0n ? whole - 1n : whole)
}

/** Whether a text is a number as JSON writes it. */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text)
}
