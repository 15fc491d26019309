import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

export interface CommandOutcome {
  status: number | null
  /** The signal that ended it. */
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** Starts the command line built to `program` under this Node; `started` gets its process. */
export function runCommandLine(
  program: string,
  given: string[],
  started: (child: ChildProcess) => void = () => undefined,
): Promise<CommandOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(program, 'cli.js'), ...given], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part))
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part))
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }))
    started(child)
  })
}
