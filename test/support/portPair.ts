import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Port } from '../../preload/contract/channel'

/** The two ends of a plain message channel. */
export function portPair(): [Port, Port] {
  const { port1, port2 } = new MessageChannel()
  return [portOf(port1), portOf(port2)]
}

function portOf(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
}
