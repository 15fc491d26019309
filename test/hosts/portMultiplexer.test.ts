import { describe, expect, it } from 'vitest'
import { portMultiplexer } from '../../main/hosts/portMultiplexer'
import type { Port } from '../../preload/contract/channel'

/** Two ends of one pipe. */
function pipe(onOpen: (port: Port) => void) {
  const near = portMultiplexer((packet) => far.receive(packet))
  const far = portMultiplexer((packet) => near.receive(packet), onOpen)
  return { near, far }
}

function record(port: Port): unknown[] {
  const seen: unknown[] = []
  port.onMessage((message) => seen.push(message))
  port.onClose(() => seen.push('closed'))
  return seen
}

describe('many ports over one pipe', () => {
  it('keep their messages apart, both ways', () => {
    const opened: Port[] = []
    const { near } = pipe((port) => opened.push(port))
    const [a, b] = [near.open(), near.open()]
    const seen = [a, b, ...opened].map(record)
    a.post(1)
    b.post(2)
    opened[0]?.post('one')
    opened[1]?.post('two')
    expect(seen).toEqual([['one'], ['two'], [1], [2]])
  })

  it('hold what arrives before anyone listens', () => {
    let late: Port | undefined
    const { near } = pipe((port) => (late = port))
    near.open().post('early')
    expect(late && record(late)).toEqual(['early'])
  })

  it('close at both ends, once, and one without the others', () => {
    const opened: Port[] = []
    const { near } = pipe((port) => opened.push(port))
    const [a, b] = [near.open(), near.open()]
    const seen = [a, b, ...opened].map(record)
    a.close()
    a.close()
    b.post('still here')
    expect(seen).toEqual([['closed'], [], ['closed'], ['still here']])
  })

  it('all close when the pipe breaks', () => {
    const { near } = pipe(() => undefined)
    const seen = [near.open(), near.open()].map(record)
    near.closeAll()
    expect(seen).toEqual([['closed'], ['closed']])
  })

  it('ignore what is not of theirs', () => {
    const { near } = pipe(() => undefined)
    const seen = record(near.open())
    for (const packet of [null, 'text', 7, {}, { port: 99, message: 'x' }, { closed: 99 }]) near.receive(packet)
    expect(seen).toEqual([])
  })
})
