import { version } from '../../package.json'
import { sayFailure, type Failure } from '../../preload/contract/failure'
import type { Advice } from '../ui/Advice'
import { formatBytes } from '../../preload/contract/formatBytes'
import { formatCount } from '../../preload/contract/formatCount'
import { addressOf } from './route.svelte'

/** Everything that can be opened, in one sentence. */
const OPENABLE =
  'OpenTelemetry (OTLP JSON, one document or JSON lines), Jaeger JSON and Zipkin v2 JSON, each also gzipped, and archives of this program (.duckdb).'

/** What a person should know about a failure, and what they can do. Codes become words here and nowhere else. */
export function adviceOn(failure: Failure): Advice {
  return { facts: [], remedy: null, link: null, ...wordsFor(failure), report: reportOn(failure) }
}

type Words = Pick<Advice, 'title' | 'explanation'> & Partial<Pick<Advice, 'facts' | 'remedy' | 'link'>>

function wordsFor(failure: Failure): Words {
  switch (failure.code) {
    case 'cancelled':
      return { title: 'Cancelled', explanation: 'Nothing was kept.', remedy: 'retry' }
    case 'connection_closed':
      return {
        title: 'The connection was lost',
        explanation:
          'The program behind this page no longer answers. Nothing in the archive is lost. Reconnect brings you back to this place; if that does not help, start the program again.',
        remedy: 'reconnect',
      }
    case 'host_ended':
      return hostEnded(failure)
    case 'file_unreadable':
      return {
        title: 'The file cannot be read',
        explanation: 'Check that it is still there and that you may read it, then open it again.',
        facts: [file(failure.path), { label: 'Problem', value: failure.problem }],
        remedy: 'retry',
      }
    case 'file_unwritable':
      return {
        title: 'The file cannot be written',
        explanation: 'Check that there is room, and that you may write to its folder, then try again.',
        facts: [file(failure.path), { label: 'Problem', value: failure.problem }],
        remedy: 'retry',
      }
    case 'not_recognised':
      return {
        title: failure.fileCount > 1 ? 'None of the files is a trace export' : 'This is not a trace export',
        explanation: `What can be opened: ${OPENABLE} Files are recognised by what is in them; their names do not matter.`,
        facts: [
          file(failure.path),
          { label: 'Looks like', value: failure.looksLike },
          ...(failure.fileCount > 1 ? [{ label: 'Files tried', value: formatCount(failure.fileCount) }] : []),
        ],
      }
    case 'nothing_to_import':
      return {
        title: 'There are no files in it',
        explanation: 'The folder and the folders below it hold no files.',
        facts: failure.paths.slice(0, 5).map(folder),
      }
    case 'no_space':
      return {
        title: 'Not enough free space',
        explanation:
          'The archive needs room before the import begins. Free some space, or delete archives on the welcome page, then open the export again.',
        facts: [
          { label: 'Needed, about', value: formatBytes(failure.neededBytes) },
          { label: 'Free', value: formatBytes(failure.availableBytes) },
          folder(failure.path),
        ],
        remedy: 'retry',
      }
    case 'import_failed':
      return {
        title: 'The import failed',
        explanation: 'Nothing was kept: no half-written archive is left behind.',
        facts: [file(failure.path), { label: 'Problem', value: failure.problem }],
        remedy: 'retry',
      }
    case 'archive_unreadable':
      return {
        title: 'The archive cannot be opened',
        explanation:
          'It may be damaged, or a database that this program did not make. If it was made from an export, open the export again.',
        facts: [file(failure.path), { label: 'Problem', value: failure.problem }],
        remedy: 'retry',
      }
    case 'archive_newer':
      return {
        title: 'The archive is from a newer version',
        explanation: 'Install the newer version of Traceloupe to open it. The archive was not changed.',
        facts: [
          file(failure.path),
          { label: 'Format of the archive', value: String(failure.formatVersion) },
          { label: 'Read by this version', value: `up to ${failure.supportedVersion}` },
        ],
      }
    case 'archive_in_use':
      return {
        title: 'The archive is in use',
        explanation: 'Another program has it open for writing. Close it there, then try again.',
        facts: [file(failure.path)],
        remedy: 'retry',
      }
    case 'trace_not_found':
      return {
        title: 'No such trace in this archive',
        explanation: 'It may be in another archive, or its id is not complete.',
        facts: [{ label: 'Trace id', value: failure.traceId }],
      }
    case 'trace_ambiguous':
      return {
        title: 'Several traces begin like this',
        explanation: 'Give more of the trace id.',
        facts: failure.matches.slice(0, 8).map((match) => ({ label: 'Matches', value: match })),
      }
    case 'span_not_found':
      return {
        title: 'No such span in this trace',
        explanation: 'Choose another span of the trace.',
        facts: [{ label: 'Span id', value: failure.spanId }],
      }
    case 'sql_failed':
      return { title: 'The statement failed', explanation: failure.message }
    case 'sql_refused':
      return {
        title: 'Not allowed here',
        explanation: failure.message,
        facts: [{ label: 'Refused', value: failure.what }],
      }
    case 'query_wrong':
      return { title: 'The query cannot be answered', explanation: sayFailure(failure) }
    case 'sql_result_gone':
      return { title: 'The result is gone', explanation: 'Run the statement again.', remedy: 'retry' }
    case 'selection_gone':
      return {
        title: 'This selection is gone',
        explanation:
          'The spans that a statement had selected are no longer kept, or the archive has changed since. Run the statement again, or take the selection away.',
        facts: failure.statement === null ? [] : [{ label: 'Statement', value: failure.statement }],
        link:
          failure.statement === null
            ? { label: 'Go to SQL', href: addressOf('sql') }
            : { label: 'Run the statement', href: addressOf('sql', '', { statement: failure.statement }) },
      }
    case 'bad_request':
    case 'unknown_request':
    case 'unexpected':
      return {
        title: 'Something went wrong',
        explanation: 'This is a fault of the program, not of your data. The report helps whoever mends it.',
        facts: [{ label: 'Problem', value: sayFailure(failure) }],
        remedy: 'retry',
      }
  }
}

function hostEnded(failure: Extract<Failure, { code: 'host_ended' }>): Words {
  const work = { import: 'import', query: 'query', sql: 'statement', export: 'export' }[failure.host]
  const facts = failure.detail === '' ? [] : [{ label: 'Detail', value: failure.detail }]
  switch (failure.reason) {
    case 'memory':
      return {
        title: `The ${work} used too much memory`,
        explanation:
          'It was stopped before it could slow the machine down. Everything else goes on; the archive is unchanged.',
        facts,
        remedy: 'retry',
      }
    case 'unresponsive':
      return {
        title: `The ${work} was stopped`,
        explanation: 'It did not stop when asked, so its process was ended. The archive is unchanged.',
        facts,
        remedy: 'retry',
      }
    case 'crashed':
      return {
        title: `The ${work} process ended unexpectedly`,
        explanation: 'It starts again by itself. The archive is unchanged. If it happens again, copy the report.',
        facts,
        remedy: 'retry',
      }
  }
}

function file(path: string): { label: string; value: string } {
  return { label: 'File', value: path }
}

function folder(path: string): { label: string; value: string } {
  return { label: 'Folder', value: path }
}

function reportOn(failure: Failure): string {
  const report = {
    program: `Traceloupe ${version}`,
    runtime: typeof navigator === 'undefined' ? '' : navigator.userAgent,
    at: new Date().toISOString(),
    summary: sayFailure(failure),
    failure,
  }
  return JSON.stringify(report, null, 2)
}
