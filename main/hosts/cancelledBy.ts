import { Failed } from '../../preload/contract/failure'

/** What `work` gives, or `cancelled` as soon as the signal is aborted; the work itself goes on. */
export function cancelledBy<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Failed({ code: 'cancelled' }))
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
