import { z } from 'zod'
import type { ImportProgress, ImportReport } from '../../preload/contract/archive'
import { request } from '../../preload/contract/channel'

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
