import { z } from 'zod'
import type { ImportProgress, ImportReport } from '../../preload/contract/archive'
import { request } from '../../preload/contract/channel'
import { traceSelection } from '../../preload/contract/explorer'
import { TRACE_FILE_FORMATS, type ExportProgress } from '../../preload/contract/exports'
import { EXTRACT_FORMATS, redaction, type ExtractProgress, type ExtractReport } from '../../preload/contract/extract'

/** What the import host answers. It runs one import and ends. */
export const importRequests = {
  'import.run': request<ImportReport, ImportProgress>()(
    z.object({
      /** Absolute paths of files and folders. */
      paths: z.array(z.string().min(1)).min(1),
      /** The archive's file; added to if it exists. */
      into: z.string().min(1),
    }),
  ),
}
export type ImportRequests = typeof importRequests

/** What the export host answers. It writes one file and is ended. */
export const exportRequests = {
  'export.write': request<null, ExportProgress>()(
    z.object({
      archive: z.string().min(1),
      traceId: z.string(),
      format: z.enum(TRACE_FILE_FORMATS),
      /** Absolute; replaced if it exists. */
      file: z.string().min(1),
    }),
  ),
  'export.extract': request<ExtractReport, ExtractProgress>()(
    z.object({
      archive: z.string().min(1),
      selection: traceSelection,
      format: z.enum(EXTRACT_FORMATS),
      redactions: z.array(redaction),
      /** Absolute; replaced if it exists. */
      file: z.string().min(1),
    }),
  ),
}
export type ExportRequests = typeof exportRequests
