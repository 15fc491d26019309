/**
 * `formatDuration` of the contract as one expression of SQL, word for word. `printf` rounds as JavaScript's `toFixed`
 * does, but for values just between two: they go up there, and to the even digit here. The lambda is there to name the
 * length: what stands for a macro's parameter is copied to wherever that is named.
 */
export function humanizeDuration(duration: string): string {
  const words = `CASE
    WHEN round(length) < 1000 THEN printf('%d ns', round(length)::BIGINT)
    WHEN length / 1e3 < 999.5 THEN ${threeDigits('(length / 1e3)')} || ' µs'
    WHEN length / 1e6 < 999.5 THEN ${threeDigits('(length / 1e6)')} || ' ms'
    WHEN length < 59.95e9 THEN ${threeDigits('(length / 1e9)')} || ' s'
    WHEN ${SECONDS} < 3600 THEN ${pair(SECONDS, 60, 'm', 's')}
    WHEN ${MINUTES} < 1440 THEN ${pair(MINUTES, 60, 'h', 'm')}
    ELSE ${pair(HOURS, 24, 'd', 'h')} END`
  const signed = `CASE WHEN isfinite(given) THEN CASE WHEN given < 0 THEN '−' ELSE '' END
    || list_transform([abs(given)], lambda length: ${words})[1] END`
  return `list_transform([${duration}::DOUBLE], lambda given: ${signed})[1]`
}

/** Each is rounded from the one before, as there. */
const SECONDS = 'round(length / 1e9)::BIGINT'
const MINUTES = `round(${SECONDS} / 60)::BIGINT`
const HOURS = `round(${SECONDS} / 3600)::BIGINT`

function threeDigits(value: string): string {
  return `CASE WHEN ${value} < 9.995 THEN ${fixed(value, 2)} WHEN ${value} < 99.95 THEN ${fixed(value, 1)}
    ELSE ${fixed(value, 0)} END`
}

/** What is just between two is an odd number of eighths, quarters or halves: no other such value fits a double. */
function fixed(value: string, digits: number): string {
  const isBetween = `${value} * ${2 ** (digits + 1)} % 2 = 1`
  return `printf('%.${digits}f', ${value} + CASE WHEN ${isBetween} THEN 1e-4 ELSE 0 END)`
}

function pair(small: string, perLarge: number, largeUnit: string, smallUnit: string): string {
  return `printf('%d ${largeUnit} %02d ${smallUnit}', ${small} // ${perLarge}, ${small} % ${perLarge})`
}
