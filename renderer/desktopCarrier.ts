import type { ShellBridge } from '../preload/contract/shellBridge'
import type { Port } from '../preload/contract/channel'
import type { Carrier } from './carrier'

/** Ports as the preload script hands them over. */
export function desktopCarrier(bridge: ShellBridge): Carrier {
  let lastId = 0
  return {
    desktop: true,
    connect(place, archive) {
      const id = ++lastId
      return new Promise((resolve) => {
        const receive = (event: MessageEvent<{ traceloupePort?: number } | null>) => {
          const port = event.ports[0]
          if (event.source !== window || event.data?.traceloupePort !== id || !port) return
          window.removeEventListener('message', receive)
          resolve(portOf(port))
        }
        window.addEventListener('message', receive)
        bridge.requestPort(id, place, archive)
      })
    },
    pathsOf: (files) => Promise.resolve({ value: files.map((file) => bridge.pathOf(file)) }),
  }
}

function portOf(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data))
      port.start()
    },
    onClose: (listener) => port.addEventListener('close', listener),
    close: () => port.close(),
  }
}
