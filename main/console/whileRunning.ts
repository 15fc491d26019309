import type { DuckDBConnection } from '@duckdb/node-api'
import type { Context } from '../../preload/contract/channel'
import { Failed } from '../../preload/contract/failure'
import type { SqlProgress } from '../../preload/contract/sql/sql'

const INTERRUPT_MS = 20
const PROGRESS_MS = 100

/**
 * Does `work` on a connection, reports progress ten times a second, and fails with `cancelled` when the signal
 * is aborted. The interruption is repeated until the work has ended, as one that comes between two of its
 * steps has no effect.
 */
export async function whileRunning<Value>(
  connection: DuckDBConnection,
  { signal, progress }: Context<SqlProgress>,
  work: (checkpoint: () => void) => Promise<Value>,
): Promise<Value> {
  const started = performance.now()
  const checkpoint = () => {
    if (signal.aborted) throw new Failed({ code: 'cancelled' })
  }
  const reporting = setInterval(() => {
    const { percentage } = connection.progress
    progress({ elapsedMs: performance.now() - started, percentage: percentage < 0 ? null : percentage })
  }, PROGRESS_MS)
  const interrupting = setInterval(() => {
    if (signal.aborted) connection.interrupt()
  }, INTERRUPT_MS)
  const interrupt = () => connection.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    checkpoint()
    return await work(checkpoint)
  } catch (error) {
    checkpoint()
    throw error
  } finally {
    clearInterval(reporting)
    clearInterval(interrupting)
    signal.removeEventListener('abort', interrupt)
  }
}
