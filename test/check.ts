import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import manifest from '../package.json' with { type: 'json' }

/** Runs the checks of package.json (`check:…`, the longest first), as many beside one another as there are cores. */
const waiting = Object.keys(manifest.scripts).filter((name) => name.startsWith('check:'))

async function runWaiting(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const { status, said } = await run(name)
    process.stdout.write(said)
    if (status === 0) continue
    console.error(`${name} failed`)
    process.exitCode = 1
  }
}

function run(name: string): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--run', name], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (said += part))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, said }))
  })
}

await Promise.all(Array.from({ length: availableParallelism() }, runWaiting))
