import type { Context } from '../../../preload/contract/channel'
import type { ExtractFormat, ExtractProgress, ExtractReport, Redaction } from '../../../preload/contract/extract'
import type { TraceSelection } from '../../../preload/contract/extract'
import { Failed } from '../../../preload/contract/failure'
import { redactionProblem } from '../../../preload/contract/RedactionRules'
import { extractArchive } from './extractArchive'
import { extractDocument } from './extractDocument'

interface WantedExtract {
  archive: string
  selection: TraceSelection
  format: ExtractFormat
  redactions: Redaction[]
  /** Replaced if it exists. */
  file: string
}

/** Writes whole traces to a file in any format. Fails as `extractArchive` and `extractDocument` do. */
export function extractTraces(
  { format, file, ...wanted }: WantedExtract,
  { signal, progress }: Context<ExtractProgress>,
): Promise<ExtractReport> {
  const problem = redactionProblem(wanted.redactions)
  if (problem !== null) throw new Failed({ code: 'bad_request', request: 'export.extract', problem })
  const options = { ...wanted, into: file, signal, onProgress: progress }
  return format === 'archive' ? extractArchive({ ...options, replace: true }) : extractDocument(format, options)
}
