import type { Nanoseconds } from './time'

/** One line of the welcome page. */
export interface RecentArchive {
  /** The archive's own file. */
  path: string
  /** What the user opened: the name of the export or of the archive. */
  name: string
  /** Where it was imported from; empty for an archive that was opened itself. */
  sources: string[]
  byteCount: number
  spanCount: number
  traceCount: number
  /** Milliseconds since the epoch. */
  openedAt: number
  /** The program's own copy, which *Delete* removes; otherwise only the entry can be removed. */
  owned: boolean
  /** False when the file is no longer there. */
  present: boolean
}

export type ImportPhase = 'looking' | 'reading' | 'linking' | 'storing'

/** At most ten times a second. Bytes are of the files as they lie on disk. */
export interface ImportProgress {
  phase: ImportPhase
  bytesRead: number
  bytesTotal: number
  spans: number
  filesDone: number
  filesTotal: number
  elapsedMs: number
  /** Null while there is too little to tell. */
  leftMs: number | null
}

/** What is told while an archive is opened or added to: first, perhaps, that it waits for other imports. */
export type OpeningProgress = { phase: 'waiting'; ahead: number } | ImportProgress

/** One line of the relation `files`: records = spans + merged + rejected. */
export interface FileReport {
  path: string
  format: string
  bytes: number
  records: number
  spans: number
  merged: number
  rejected: number
}

/** One line of `import_problems`, with the path of its file. */
export interface ImportProblem {
  path: string
  code: string
  message: string
  occurrences: number
  /** Line for text, byte offset for binary; null where there is no place. */
  firstPosition: number | null
  sample: string | null
}

export interface ImportReport {
  archive: string
  spans: number
  traces: number
  services: number
  logs: number
  elapsedMs: number
  files: FileReport[]
  problems: ImportProblem[]
}

export interface OpenedArchive {
  path: string
  name: string
  /** What this opening imported; null when the archive was there already. */
  report: ImportReport | null
  /** The export had been imported before, so that nothing was read again. */
  reused: boolean
  /** The archive's trace; absent where it holds none or several. */
  onlyTraceId?: string
  /** How many files and folders were added to it since it was made from its export; absent for none. */
  addedCount?: number
}

/** How much the archive holds: known without looking at its spans. */
export interface ArchiveSize {
  spanCount: number
  traceCount: number
  /** The archive's trace; null where it holds none or several. */
  onlyTraceId: string | null
}

/** What the archive holds, as a whole. Lists are cut at 10,000 lines; the counts are of all. */
export interface ArchiveSummary {
  path: string
  formatVersion: number
  createdAt: Nanoseconds
  byteCount: number
  spanCount: number
  traceCount: number
  serviceCount: number
  errorCount: number
  logCount: number
  firstStart: Nanoseconds | null
  lastEnd: Nanoseconds | null
  fileCount: number
  mergedCount: number
  rejectedCount: number
  files: FileReport[]
  problems: ImportProblem[]
}

export interface ServiceSummary {
  serviceName: string
  spanCount: number
  errorCount: number
  /** The service's operations, most frequent first, at most 1,000. */
  operations: { name: string; spanCount: number }[]
}
