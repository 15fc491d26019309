import { fork } from 'node:child_process'
import { portMultiplexer } from './portMultiplexer'
import { tailOf, type SpawnHost } from './spawnHost'

/** A host as a child process of Node: under the command line and the browser host. */
export const forkHost: SpawnHost = (entryFile, { env = {} } = {}) => {
  const child = fork(entryFile, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
    // Ctrl-C in a terminal reaches the whole group; what it means is the parent's to decide.
    detached: process.platform !== 'win32',
  })
  const stderr = tailOf(child.stderr)
  const ports = portMultiplexer((message) => {
    if (child.connected) child.send(message, () => undefined)
  })
  child.on('message', ports.receive)
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on('error', (error) => resolve({ code: null, stderr: error.message }))
    child.on('close', (code) => resolve({ code, stderr: stderr() }))
  })
  void ended.then(ports.closeAll)
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  void ended.then(() => process.removeListener('exit', kill))
  return { connect: ports.open, kill, ended }
}
