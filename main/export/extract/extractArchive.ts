import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { ExtractProgress, ExtractReport, Redaction, TraceSelection } from '../../../preload/contract/extract'
import { Failed, failureOf } from '../../../preload/contract/failure'
import { RedactionRules } from '../../../preload/contract/RedactionRules'
import { readableProblem } from '../../hosts/readableProblem'
import { CLAIM_FILE, claimTarget } from '../../import/claimTarget'
import { ArchiveCopy } from './ArchiveCopy'
import { requireTarget, unwritable } from './requireTarget'
import { writeCalls } from './writeCalls'

export interface ExtractOptions {
  /** Absolute path of the archive, which is only read. */
  archive: string
  /** Absolute path of the new one. */
  into: string
  selection: TraceSelection
  redactions: readonly Redaction[]
  /** Whether `into` may be there already. */
  replace: boolean
  signal: AbortSignal
  onProgress: (progress: ExtractProgress) => void
}

/**
 * Makes an archive of the whole traces that a query matches. Until it is complete, and where that fails or is cancelled,
 * there is none. Fails with `query_wrong`, `file_unwritable`, `no_space` and as `openArchive` does.
 */
export async function extractArchive(options: ExtractOptions): Promise<ExtractReport> {
  const { archive, into, signal, onProgress } = options
  const startedAt = performance.now()
  await requireTarget(archive, into, options.replace)
  const { target, workFolder } = await claimTarget(into).catch((error: unknown) => {
    const failure = failureOf(error)
    throw failure.code === 'import_failed' ? unwritable(into, failure.problem) : error
  })
  const claim = await DuckDBInstance.create(join(workFolder, CLAIM_FILE))
  try {
    const copy = await ArchiveCopy.open({ archive, target, workFolder, signal, onProgress })
    try {
      await copy.choose(options.selection)
      const report = await copy.write(new RedactionRules(options.redactions))
      copy.close()
      await writeCalls(target, signal)
      if (signal.aborted) throw new Failed({ code: 'cancelled' })
      await requireTarget(archive, into, options.replace)
      await rename(target, into).catch((error: unknown) => {
        throw unwritable(into, readableProblem(error))
      })
      return { ...report, elapsedMs: performance.now() - startedAt }
    } finally {
      copy.close()
    }
  } finally {
    claim.closeSync()
    for (const path of [target, `${target}.wal`, workFolder]) await rm(path, { recursive: true, force: true })
  }
}
