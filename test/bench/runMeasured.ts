import { spawn } from 'node:child_process'
import { ProcessTree } from './ProcessTree.ts'

const SAMPLE_MS = 10

export interface Measured {
  seconds: number
  /** The most memory of the process and all below it together, as `ProcessTree` counts it; NaN where there is no `/proc`. */
  peakBytes: number
  stdout: string
}

/** Runs Node with the given arguments and measures until it ends. Throws if it fails. */
export async function runMeasured(given: string[]): Promise<Measured> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.on('data', (data) => (stdout += data))
  const tree = process.platform === 'linux' && child.pid !== undefined ? new ProcessTree(child.pid) : null
  let peakBytes = tree ? 0 : NaN
  const timer = setInterval(() => (peakBytes = Math.max(peakBytes, tree?.sample() ?? NaN)), SAMPLE_MS)
  const status = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  clearInterval(timer)
  tree?.close()
  const seconds = (performance.now() - startedAt) / 1_000
  if (status !== 0) throw new Error(`${given.join(' ')} ended with ${status}`)
  return { seconds, peakBytes, stdout }
}
