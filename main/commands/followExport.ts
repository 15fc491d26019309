import { formatBytes } from '../../preload/contract/formatBytes'
import { formatDuration } from '../../preload/contract/formatDuration'
import type { ResultFormat } from '../../preload/contract/sql/held'
import type { ResultExportProgress } from '../../preload/contract/sql/resultExport'
import type { SqlConsole } from '../hosts/SqlConsole'

interface WantedFile {
  statement: string
  format: ResultFormat
  /** Absolute path. */
  file: string
}

/** Writes the rows of a statement to a file; on a terminal it is told how far it is. */
export async function followExport(
  console: SqlConsole,
  wanted: WantedFile,
  signal: AbortSignal,
  stderr: NodeJS.WritableStream & { isTTY?: boolean } = process.stderr,
): Promise<void> {
  const clearLine = stderr.isTTY ? '\r\u001B[K' : ''
  const tell = (progress: ResultExportProgress) => {
    if (stderr.isTTY) stderr.write(`${clearLine}${sayProgress(progress)}`)
  }
  const everything = { parameters: {}, selection: null, arrangement: null, columns: null }
  try {
    await console.export({ ...everything, ...wanted }, { signal, progress: tell })
  } finally {
    stderr.write(clearLine)
  }
}

function sayProgress({ elapsedMs, percentage, byteCount }: ResultExportProgress): string {
  const share = percentage === null ? '' : `${String(Math.floor(percentage)).padStart(3)} %  `
  return `writing  ${share}${formatBytes(byteCount ?? 0)}  ${formatDuration(elapsedMs * 1e6)}`
}
