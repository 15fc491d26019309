import { DuckDBTypeId, type DuckDBType } from '@duckdb/node-api'

/** A moment as ISO 8601 in UTC with nanoseconds; outside the years 1 to 9999 as DuckDB writes it. */
export function momentText(type: DuckDBType, value: string): string {
  // The console's time zone is UTC.
  const text = type.typeId === DuckDBTypeId.TIMESTAMP_TZ ? `${value}::TIMESTAMP::VARCHAR` : `${value}::VARCHAR`
  const isYear = `substr(${text}, 5, 1) = '-' AND NOT contains(${text}, '(')`
  const padded = `rpad(replace(${text}, ' ', 'T') || if(length(${text}) = 19, '.', ''), 29, '0') || 'Z'`
  return `CASE WHEN ${isYear} THEN ${padded} ELSE ${value}::VARCHAR END`
}

/**
 * A finite number as JavaScript writes it. DuckDB finds the same digits, but has an exponent from 1e16 on and below
 * 1e-4, of at least two digits, and a `.0` behind whole numbers.
 */
export function numberText(type: DuckDBType, value: string): string {
  // The shortest digits of a FLOAT, not those of the DOUBLE nearest to it.
  const number = type.typeId === DuckDBTypeId.FLOAT ? `${value}::VARCHAR::DOUBLE` : value
  const text = `${number}::VARCHAR`
  const sign = `if(${number} < 0, '-', '')`
  const digits = `replace(ltrim(split_part(${text}, 'e', 1), '-'), '.', '')`
  const exponent = (before: string) => `TRY_CAST(split_part(${text}, '${before}', 2) AS INTEGER)`
  const cases = [
    `WHEN ${number} = 0 THEN '0'`,
    `WHEN abs(${number}) >= 1e21 THEN ${text}`,
    `WHEN abs(${number}) >= 1e16 THEN ${sign} || rpad(${digits}, ${exponent('e+')} + 1, '0')`,
    `WHEN abs(${number}) < 1e-6 THEN replace(${text}, 'e-0', 'e-')`,
    `WHEN abs(${number}) < 1e-4 THEN ${sign} || '0.' || repeat('0', ${exponent('e-')} - 1) || ${digits}`,
  ]
  return `CASE ${cases.join(' ')} ELSE regexp_replace(${text}, '\\.0$', '') END`
}

/** What is no finite number, as JavaScript calls it. */
export function unfiniteText(value: string): string {
  return `CASE WHEN isnan(${value}) THEN 'NaN' WHEN ${value} > 0 THEN 'Infinity' WHEN ${value} < 0 THEN '-Infinity' END`
}
