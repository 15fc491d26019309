import type { DuckDBConnection } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'

const INTERRUPT_EVERY_MS = 20

/**
 * Waits for what `connection` does, or fails with `cancelled` as soon as `signal` aborts. The work is then
 * interrupted, again and again until it ends: an interrupt is lost on a statement that has not begun.
 */
export function interruptible<Value>(
  connection: DuckDBConnection,
  work: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    let again: NodeJS.Timeout | undefined
    const abort = () => {
      connection.interrupt()
      again = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS)
      reject(new Failed({ code: 'cancelled' }))
    }
    const settle = () => {
      clearInterval(again)
      signal.removeEventListener('abort', abort)
    }
    work.then(resolve, reject).finally(settle)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
