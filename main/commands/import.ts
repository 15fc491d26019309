import type { ImportProgress, ImportReport } from '../../preload/contract/archive'
import type { AskOptions, Result } from '../../preload/contract/channel'
import { ImportPace } from '../../preload/contract/ImportPace'
import { failureLine } from './failureLine'
import { importJson } from './importJson'
import { progressLine } from './progressLine'
import { sayImport } from './sayImport'

export interface ImportCommandOptions {
  /** Absolute paths. */
  paths: string[]
  into: string
  json: boolean
  signal: AbortSignal
  run: (
    parameters: { paths: string[]; into: string },
    options: AskOptions<ImportProgress>,
  ) => Promise<Result<ImportReport>>
  stdout?: NodeJS.WritableStream
  stderr?: NodeJS.WritableStream & { isTTY?: boolean; columns?: number }
}

/** `traceloupe import`: answers the exit status. */
export async function importCommand(options: ImportCommandOptions): Promise<number> {
  const { paths, into, json, signal, run, stdout = process.stdout, stderr = process.stderr } = options
  const clearLine = stderr.isTTY ? '\r\u001B[K' : ''
  const pace = new ImportPace()
  const show = (progress: ImportProgress) => {
    if (stderr.isTTY) stderr.write(clearLine + progressLine(progress, pace.follow(progress), stderr.columns ?? 80))
  }
  const { value: report, failure } = await run({ paths, into }, { signal, onProgress: show })
  stderr.write(clearLine)
  if (failure) {
    if (failure.code === 'cancelled') return 130
    stderr.write(failureLine(failure))
    return 1
  }
  stdout.write(json ? `${JSON.stringify(importJson(report))}\n` : sayImport(report))
  return isIncomplete(report) ? 3 : 0
}

/** Whether something of the export is not in the archive. */
function isIncomplete({ files, problems }: ImportReport): boolean {
  return (
    files.some(({ rejected }) => rejected > 0) ||
    problems.some(({ code }) => ['not_recognised', 'unreadable', 'truncated', 'malformed_json'].includes(code))
  )
}
