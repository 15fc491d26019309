import { writeSync } from 'node:fs'
import { Failed } from '../../preload/contract/failure'

/** A text as it went to DuckDB, and what of it the user wrote. */
export interface SentText {
  /** All that was sent. */
  text: string
  /** UTF-16 units of our own before the user's part. */
  before: number
  /** Where the user's part starts in what the user wrote. */
  offset: number
}

/** What DuckDB tells with `errors_as_json`. */
interface ReportedError {
  exception_type: string
  exception_message: string
  /** Bytes of UTF-8 from the start of the text. */
  position?: string
}

/**
 * An error of DuckDB as a failure with its place in the user's text. After a fatal one the database answers
 * nothing more, so that the process ends with its message; the parent starts another.
 */
export function sqlFailure(error: unknown, sent: SentText): Failed {
  const reported = reportedError(error)
  if (!reported) return error instanceof Failed ? error : failedWith(sayPlainly(error), null)
  if (/^fatal$/i.test(reported.exception_type)) endProcess(withoutInternals(reported.exception_message))
  const message = `${reported.exception_type} Error: ${withoutInternals(reported.exception_message)}`
  return failedWith(message, reported.position === undefined ? null : placeOf(Number(reported.position), sent))
}

/** UTF-16 position in what the user wrote of a byte of what was sent; null when it is in our own part. */
export function placeOf(byte: number, { text, before, offset }: SentText): number | null {
  const units = unitsOfBytes(text, byte)
  return units < before ? null : units - before + offset
}

function unitsOfBytes(text: string, byte: number): number {
  let units = 0
  let bytes = 0
  for (const character of text) {
    if (bytes >= byte) break
    bytes += Buffer.byteLength(character)
    units += character.length
  }
  return units
}

/** The JSON follows words such as “Parser Error: ”, or stands alone. */
function reportedError(error: unknown): ReportedError | null {
  const message = error instanceof Error ? error.message : ''
  const start = message.indexOf('{"exception_type"')
  if (start < 0) return null
  try {
    const parsed: unknown = JSON.parse(message.slice(start))
    return isReportedError(parsed) ? parsed : null
  } catch {
    return null
  }
}

function isReportedError(value: unknown): value is ReportedError {
  return typeof value === 'object' && value !== null && 'exception_type' in value && 'exception_message' in value
}

function endProcess(message: string): never {
  writeSync(2, `${message.replaceAll(/\s+/g, ' ')}\n`)
  process.exit(1)
}

/** Without stack traces, and without advice to change settings, which is not possible here. */
function withoutInternals(message: string): string {
  const end = message.search(/\n\s*(Stack Trace|This error signals|Possible solutions:|Use "SET )/)
  return (end < 0 ? message : message.slice(0, end)).trim()
}

function sayPlainly(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return withoutInternals(message.replace(/^Failed to extract statements: /, ''))
}

function failedWith(message: string, position: number | null): Failed {
  return new Failed({ code: 'sql_failed', message, position })
}
