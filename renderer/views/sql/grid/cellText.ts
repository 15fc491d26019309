import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { SqlColumn, SqlValue } from '../../../../preload/contract/sql/sql'
import { formatTime } from '../../../state/timeDisplay.svelte'
import { readMoment } from '../parameters/readMoment'

/**
 * A cell on one line, at most 400 characters long: maps and lists as JSON, NULL as `NULL`. Of a column that is given,
 * nanoseconds of a duration and moments are written for people.
 */
export function cellText(value: SqlValue, column?: SqlColumn): string {
  const text = (column && readable(value, column)) ?? wholeText(value)
  const line = text.slice(0, 400).replaceAll(/[\r\n\t]+/g, ' ')
  return text.length > 400 ? `${line}…` : line
}

/** Whether cells of a column are written otherwise than they are stored. */
export function isReadable({ name, type }: SqlColumn): boolean {
  return isMoment(type) || (/_ns$/i.test(name) && /INT|DOUBLE|DECIMAL/.test(type))
}

function readable(value: SqlValue, column: SqlColumn): string | undefined {
  if (value === null || !isReadable(column)) return undefined
  if (isMoment(column.type)) {
    const moment = typeof value === 'string' ? readMoment(value, 'utc') : undefined
    return moment === undefined ? undefined : formatTime(moment, precisionOf(column.type))
  }
  const nanoseconds = Number(value)
  return Number.isFinite(nanoseconds) ? formatDuration(nanoseconds) : undefined
}

function isMoment(type: string): boolean {
  return /^TIMESTAMP(_NS|_MS|_S| WITH TIME ZONE)?$/.test(type)
}

function precisionOf(type: string): 'second' | 'millisecond' | 'microsecond' | 'nanosecond' {
  if (type === 'TIMESTAMP_NS') return 'nanosecond'
  if (type === 'TIMESTAMP_MS') return 'millisecond'
  return type === 'TIMESTAMP_S' ? 'second' : 'microsecond'
}

/** All of a cell as it is copied. */
export function wholeText(value: SqlValue): string {
  if (value === null) return 'NULL'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The text of a cell as JSON, where it holds a map or a list, or a text that is JSON; else undefined. */
export function jsonText(value: SqlValue): string | undefined {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value, null, 2)
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return undefined
  }
}
