import type { Port } from '../../preload/contract/channel'

/** The part of Electron's `MessagePortMain` that is used. It is named here so that hosts need not import Electron. */
export interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** One of Electron's ports as a port of ours; messages wait until somebody listens. */
export function electronPort(port: ElectronPort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
}
