import type { Port } from '../preload/contract/channel'
import { decodeMessage, encodeMessage } from '../preload/contract/wire'
import type { Carrier } from './carrier'
import { uploadFiles } from './uploadFiles'

/** Ports as WebSockets to the server that the page came from. */
export function socketCarrier(): Carrier {
  return {
    desktop: false,
    connect(place, archive) {
      const address = new URL(`port/${place}?${new URLSearchParams({ archive })}`, location.href)
      address.protocol = address.protocol.replace('http', 'ws')
      return Promise.resolve(portOf(new WebSocket(address)))
    },
    pathsOf: uploadFiles,
  }
}

function portOf(socket: WebSocket): Port {
  const waiting: unknown[] = []
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('open', () => {
    for (const message of waiting.splice(0)) socket.send(encodeMessage(message))
  })
  return {
    post(message) {
      if (socket.readyState === WebSocket.CONNECTING) waiting.push(message)
      else socket.send(encodeMessage(message))
    },
    onMessage: (listener) =>
      socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => listener(decodeMessage(event.data))),
    onClose: (listener) => socket.addEventListener('close', listener),
    close: () => socket.close(),
  }
}
