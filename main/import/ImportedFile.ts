import type { DecodeProblem } from './SpanBatch'

/** What is known of a file when all of it has been read. */
export interface ImportedFile {
  /** `files.file_id` of its rows. */
  file: number
  path: string
  /** Name of its format; see `UNRECOGNISED` for files of no known one. */
  format: string
  bytes: number
  records: number
  rejected: number
  problems: DecodeProblem[]
}

/** `files.format` of what could not be recognised, and of what could not be read. */
export const UNRECOGNISED = 'unrecognised'
export const UNREADABLE = 'unreadable'
