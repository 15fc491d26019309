import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { MEMORY_HEADROOM_BYTES } from './memoryLimit'

/** Has this process killed when it uses more than DuckDB's limit and a headroom. */
export function startWatchdog(memoryLimitBytes: number): void {
  const limitBytes = memoryLimitBytes + MEMORY_HEADROOM_BYTES
  const file = fileURLToPath(new URL('watchdogWorker.js', new URL('.', import.meta.url)))
  new Worker(file, { workerData: { limitBytes } }).unref()
}
