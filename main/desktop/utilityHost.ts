import { MessageChannelMain, utilityProcess, type MessagePortMain } from 'electron'
import { basename } from 'node:path'
import { electronPort } from '../hosts/electronPort'
import { tailOf, type HostOptions, type HostProcess } from '../hosts/spawnHost'

export interface UtilityHost extends HostProcess {
  /** A port that can be handed on to a window; `purpose` is for the host to know. */
  openPort(purpose?: string): MessagePortMain
}

/** A host as a utility process of Electron. */
export function utilityHost(entryFile: string, { env = {} }: HostOptions = {}): UtilityHost {
  const child = utilityProcess.fork(entryFile, [], {
    stdio: ['ignore', 'ignore', 'pipe'],
    serviceName: basename(entryFile, '.js'),
    env: { ...process.env, ...env },
  })
  const stderr = tailOf(child.stderr)
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.once('exit', (code) => resolve({ code, stderr: stderr() }))
  })
  const openPort = (purpose = '') => {
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage(purpose, [port1])
    return port2
  }
  return { openPort, connect: (purpose) => electronPort(openPort(purpose)), kill: () => void child.kill(), ended }
}
