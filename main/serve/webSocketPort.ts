import type { WebSocket } from 'ws'
import type { Port } from '../../preload/contract/channel'
import { decodeMessage, encodeMessage } from '../../preload/contract/wire'

/** A page's WebSocket as a port. A message that is not of ours ends the connection. */
export function webSocketPort(socket: WebSocket): Port {
  socket.on('error', () => socket.terminate())
  return {
    post(message) {
      if (socket.readyState === socket.OPEN) socket.send(encodeMessage(message))
    },
    onMessage(listener) {
      socket.on('message', (data) => {
        if (!Buffer.isBuffer(data)) return socket.terminate()
        try {
          listener(decodeMessage(data))
        } catch {
          socket.terminate()
        }
      })
    },
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(),
  }
}
