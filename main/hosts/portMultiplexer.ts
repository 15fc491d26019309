import type { Port } from '../../preload/contract/channel'

/** What travels over the one pipe between a process and its child: many ports, told apart by number. */
type Packet = { port: number; message: unknown } | { opened: number; purpose: string } | { closed: number }

/**
 * Many ports over one pipe that has no ports of its own, such as a child process's.
 * `onOpen` is called for each port that the other end opens, with what it is to be for.
 */
export function portMultiplexer(send: (packet: Packet) => void, onOpen?: (port: Port, purpose: string) => void) {
  interface End {
    message: ((message: unknown) => void)[]
    close: (() => void)[]
    /** What arrived before anyone listened. */
    early: unknown[]
  }
  const ends = new Map<number, End>()
  let lastNumber = 0

  function portOf(number: number): Port {
    const end: End = { message: [], close: [], early: [] }
    ends.set(number, end)
    return {
      post: (message) => send({ port: number, message }),
      onMessage(listener) {
        end.message.push(listener)
        for (const message of end.early.splice(0)) listener(message)
      },
      onClose: (listener) => void end.close.push(listener),
      close() {
        if (ends.has(number)) send({ closed: number })
        dismiss(number)
      },
    }
  }

  function dismiss(number: number): void {
    const end = ends.get(number)
    ends.delete(number)
    for (const listener of end?.close ?? []) listener()
  }

  return {
    open(purpose = ''): Port {
      const number = ++lastNumber
      send({ opened: number, purpose })
      return portOf(number)
    },
    receive(packet: unknown): void {
      if (!isPacket(packet)) return
      if ('opened' in packet) return onOpen?.(portOf(packet.opened), packet.purpose)
      if ('closed' in packet) return dismiss(packet.closed)
      const end = ends.get(packet.port)
      if (end?.message.length === 0) end.early.push(packet.message)
      else end?.message.forEach((listener) => listener(packet.message))
    },
    closeAll(): void {
      for (const number of [...ends.keys()]) dismiss(number)
    },
  }
}

function isPacket(packet: unknown): packet is Packet {
  return typeof packet === 'object' && packet !== null && ('port' in packet || 'opened' in packet || 'closed' in packet)
}
