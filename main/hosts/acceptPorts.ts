import type { Port } from '../../preload/contract/channel'
import { electronPort, type ElectronPort } from './electronPort'
import { portMultiplexer } from './portMultiplexer'

/** Under Electron a utility process gets its ports through this; a child of Node has none. */
interface ParentPort {
  on(event: 'message', listener: (event: { ports: ElectronPort[] }) => void): void
}

/** Inside a host: calls `listener` with the port of each who connects. The host ends with its parent. */
export function acceptPorts(listener: (port: Port) => void): void {
  if (isUtilityProcess(process)) {
    process.parentPort.on('message', ({ ports: [port] }) => port && listener(electronPort(port)))
    return
  }
  const ports = portMultiplexer((packet) => process.send?.(packet), listener)
  process.on('message', ports.receive)
  process.on('disconnect', () => process.exit())
}

function isUtilityProcess<Process extends object>(given: Process): given is Process & { parentPort: ParentPort } {
  return 'parentPort' in given && Boolean(given.parentPort)
}
