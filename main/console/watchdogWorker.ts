import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { MEMORY_LINE } from './memoryLimit'

/**
 * Kills the process when it uses more memory than `workerData.limitBytes`. It is a thread of its own, which
 * goes on while the main thread is busy.
 */
const limitBytes = Number(workerData.limitBytes)
const MEBIBYTE = 1024 ** 2

setInterval(() => {
  const usedBytes = process.memoryUsage.rss()
  if (usedBytes <= limitBytes) return
  const used = `${Math.round(usedBytes / MEBIBYTE)} MB used, ${Math.round(limitBytes / MEBIBYTE)} MB allowed`
  writeSync(2, `${MEMORY_LINE}${used}\n`)
  process.kill(process.pid, 'SIGKILL')
}, 50)
