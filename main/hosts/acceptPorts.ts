import type { Port } from '../../preload/contract/channel'
import { electronPort, type ElectronPort } from './electronPort'
import { portMultiplexer } from './portMultiplexer'

/** Under Electron a utility process gets its ports through this; a child of Node has none. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): void
}

/**
 * Now and then Node's loop in a utility process sleeps through what one of its worker threads says: seen once
 * in about 60 imports with Electron 33. A timer makes it turn all the same.
 */
const TURN_MS = 50

/** Inside a host: calls `listener` with the port of each who connects, and what for. The host ends with its parent. */
export function acceptPorts(listener: (port: Port, purpose: string) => void): void {
  if (isUtilityProcess(process)) {
    setInterval(() => undefined, TURN_MS)
    process.parentPort.on('message', ({ data, ports: [port] }) => {
      if (port) listener(electronPort(port), String(data))
    })
    return
  }
  const ports = portMultiplexer((packet) => process.send?.(packet), listener)
  process.on('message', ports.receive)
  process.on('disconnect', () => process.exit())
}

function isUtilityProcess<Process extends object>(given: Process): given is Process & { parentPort: ParentPort } {
  return 'parentPort' in given && Boolean(given.parentPort)
}
