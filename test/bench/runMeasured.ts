import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'

export interface Measured {
  seconds: number
  /** The most resident memory of the process and all below it together, seen every 20 ms; NaN where there is no `/proc`. */
  peakBytes: number
  stdout: string
}

/** Runs Node with the given arguments and measures until it ends. Throws if it fails. */
export async function runMeasured(given: string[]): Promise<Measured> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.on('data', (data) => (stdout += data))
  let peakBytes = process.platform === 'linux' ? 0 : NaN
  let looking = false
  const timer = setInterval(() => {
    if (looking || child.pid === undefined) return
    looking = true
    void treeBytes(child.pid).then((bytes) => {
      peakBytes = Math.max(peakBytes, bytes)
      looking = false
    })
  }, 20)
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  clearInterval(timer)
  const seconds = (performance.now() - startedAt) / 1_000
  if (status !== 0) throw new Error(`${given.join(' ')} ended with ${status}`)
  return { seconds, peakBytes, stdout }
}

async function treeBytes(root: number): Promise<number> {
  const open = [root]
  let pages = 0
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    try {
      pages += Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1])
      for (const thread of await readdir(`/proc/${pid}/task`)) {
        const children = await readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')
        open.push(...children.split(' ').filter(Boolean).map(Number))
      }
    } catch {
      // It has ended meanwhile.
    }
  }
  return pages * 4_096
}
