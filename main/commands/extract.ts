import type { ExtractProgress, ExtractReport, Redaction } from '../../preload/contract/extract'
import { countOf } from '../../preload/contract/formatCount'
import { formatDuration } from '../../preload/contract/formatDuration'
import { extractArchive } from '../export/extract/extractArchive'
import { sayRedacted } from './sayRedacted'

export interface ExtractCommandOptions {
  /** Absolute paths. */
  archive: string
  into: string
  /** TraceQL. */
  query: string
  redactions: Redaction[]
  json: boolean
  signal: AbortSignal
}

/** `traceloupe extract`: answers the exit status. Fails as `extractArchive` does. */
export async function extractCommand({ query, json, ...wanted }: ExtractCommandOptions): Promise<number> {
  const { stderr } = process
  const selection = { filter: { query, from: null, to: null, limit: null, selection: null }, traceId: null }
  const clearLine = stderr.isTTY ? '\r\u001B[K' : ''
  const show = (progress: ExtractProgress) => {
    if (stderr.isTTY) stderr.write(clearLine + lineOf(progress))
  }
  const report = await extractArchive({ ...wanted, selection, replace: false, onProgress: show }).finally(() =>
    stderr.write(clearLine),
  )
  stderr.write(sayRedacted(report))
  process.stdout.write(json ? `${JSON.stringify(extractJson(wanted.into, report))}\n` : sayExtract(wanted.into, report))
  return 0
}

function lineOf({ phase, share }: ExtractProgress): string {
  return share === null ? `${phase} …` : `${phase} ${Math.floor(share * 100)} %`
}

function sayExtract(path: string, { traces, spans, logs, elapsedMs }: ExtractReport): string {
  const held = [countOf(traces, 'trace'), countOf(spans, 'span')]
  if (logs > 0) held.push(countOf(logs, 'log record'))
  return `${path}: ${held.join(', ')} in ${formatDuration(elapsedMs * 1e6)}\n`
}

function extractJson(archive: string, { traces, spans, logs, redacted, notFound, elapsedMs }: ExtractReport) {
  return { archive, traces, spans, logs, redacted, not_found: notFound, elapsed_ms: elapsedMs }
}
