import type { DecodeProblem } from './SpanBatch'

/** What is known of a file, or of a part of it, when all of it has been read. */
export interface FileOutcome {
  path: string
  /** Name of its format; see `UNRECOGNISED` for files of no known one. */
  format: string
  /** On disk, or packed within a container. */
  bytes: number
  records: number
  rejected: number
  problems: DecodeProblem[]
}

/** A file with its number, which its problems bear too. */
export interface ImportedFile extends FileOutcome {
  /** `files.file_id` of its rows. */
  file: number
}

/** `files.format` of what could not be recognised, and of what could not be read. */
export const UNRECOGNISED = 'unrecognised'
export const UNREADABLE = 'unreadable'
