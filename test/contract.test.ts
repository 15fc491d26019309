import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connect, request, serve, type Client, type Handlers, type Port } from '../preload/contract/channel'
import { Failed } from '../preload/contract/failure'
import { decodeMessage, encodeMessage } from '../preload/contract/wire'
import { portPair } from './support/portPair'

const table = {
  double: request<number>()(z.object({ number: z.number().int() })),
  count: request<string, number>()(z.object({ to: z.number() })),
  wait: request<null, 'started'>()(z.object({})),
  fail: request<null>()(z.object({ how: z.enum(['failed', 'thrown', 'text']) })),
  crash: request<null>()(z.object({})),
}

const handlers = (port: Port): Handlers<typeof table> => ({
  double: ({ number }) => number * 2,
  count({ to }, { progress }) {
    for (let i = 1; i <= to; i++) progress(i)
    return 'counted'
  },
  wait: (_, { signal, progress }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Failed({ code: 'cancelled' })))
      progress('started')
    }),
  fail({ how }) {
    if (how === 'failed') throw new Failed({ code: 'trace_not_found', traceId: 'abc' })
    if (how === 'thrown') throw new TypeError('a bug')
    throw 'text'
  },
  crash() {
    port.close()
    return null
  },
})

let client: Client<typeof table>
let ends: [Port, Port]

beforeEach(() => {
  ends = portPair()
  serve(ends[0], table, handlers(ends[0]))
  client = connect<typeof table>(ends[1])
})
afterEach(() => ends.forEach((port) => port.close()))

describe('a channel over a message port', () => {
  it('answers each request with its own value, whatever the order', async () => {
    const answers = await Promise.all([1, 2, 3].map((number) => client.ask('double', { number })))
    expect(answers).toEqual([{ value: 2 }, { value: 4 }, { value: 6 }])
  })

  it('refuses parameters that do not fit, naming request and field, without running the handler', async () => {
    const { failure } = await client.ask('double', { number: 1.5 })
    expect(failure).toMatchObject({ code: 'bad_request', request: 'double' })
    expect(failure?.code === 'bad_request' && failure.problem).toMatch(/^number: /)
  })

  it('refuses a request that the table does not hold, inherited names included', async () => {
    const other = connect<Record<string, (typeof table)['wait']>>(ends[1])
    for (const name of ['nothing', 'constructor', '__proto__'])
      expect(await other.ask(name, {})).toEqual({ failure: { code: 'unknown_request', request: name } })
  })

  it('reports progress in order, before the answer', async () => {
    const seen: (number | string)[] = []
    const result = await client.ask('count', { to: 5 }, { onProgress: (step) => seen.push(step) })
    seen.push(result.value ?? '')
    expect(seen).toEqual([1, 2, 3, 4, 5, 'counted'])
  })

  it('cancels at the other end and answers so', async () => {
    const controller = new AbortController()
    const asked = client.ask('wait', {}, { signal: controller.signal, onProgress: () => controller.abort() })
    expect(await asked).toEqual({ failure: { code: 'cancelled' } })
  })

  it('does not ask at all when it was cancelled before', async () => {
    expect(await client.ask('double', { number: 1 }, { signal: AbortSignal.abort() })).toEqual({
      failure: { code: 'cancelled' },
    })
  })

  it('turns what a handler throws into a failure', async () => {
    expect(await client.ask('fail', { how: 'failed' })).toEqual({
      failure: { code: 'trace_not_found', traceId: 'abc' },
    })
    expect(await client.ask('fail', { how: 'thrown' })).toEqual({ failure: { code: 'unexpected', message: 'a bug' } })
    expect(await client.ask('fail', { how: 'text' })).toEqual({ failure: { code: 'unexpected', message: 'text' } })
  })

  it('fails what is pending when the other end goes away, and everything asked afterwards', async () => {
    const pending = client.ask('wait', {})
    const crashed = client.ask('crash', {})
    expect(await pending).toEqual({ failure: { code: 'connection_closed', request: 'wait' } })
    await crashed
    expect(await client.ask('double', { number: 1 })).toEqual({
      failure: { code: 'connection_closed', request: 'double' },
    })
  })

  it('fails what is pending when it is closed itself, though its port does not say so', async () => {
    const silent: Port = { post: () => {}, onMessage: () => {}, onClose: () => {}, close: () => {} }
    const closing = connect<typeof table>(silent)
    const pending = closing.ask('wait', {})
    closing.close()
    expect(await pending).toEqual({ failure: { code: 'connection_closed', request: 'wait' } })
  })

  it('cancels what is running when the asking end goes away', async () => {
    const [server, asker] = portPair()
    const cancelled = new Promise<void>((resolve) => {
      serve(
        server,
        { wait: table.wait },
        {
          wait: (_, { signal, progress }) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => {
                resolve()
                reject(new Failed({ code: 'cancelled' }))
              })
              progress('started')
            }),
        },
      )
    })
    void connect<{ wait: (typeof table)['wait'] }>(asker).ask('wait', {}, { onProgress: () => asker.close() })
    await cancelled
  })
})

describe('messages as bytes', () => {
  it('keep big integers, typed arrays of every kind used, nothing, and numbers beyond 32 bits', () => {
    const message = {
      to: 1,
      value: {
        time: 1_700_000_000_123_456_789n,
        negative: -5n,
        start: new Float64Array([0, NaN, 1.5e18]),
        parent: new Int32Array([-1, 0, 7]),
        kind: new Uint8Array([1, 2, 255]),
        big: 2 ** 52 + 1,
        none: null,
        text: 'ünï → 漢字',
      },
    }
    expect(decodeMessage(encodeMessage(message))).toEqual(message)
  })

  it.each([[0, 255], [256, 65_535], [65_536, 2 ** 31 - 1], [-1, 7], []])(
    'keep integers from %s to %s as they are',
    (...numbers) => {
      const column = new Int32Array(numbers)
      expect(decodeMessage(encodeMessage({ column }))).toEqual({ column })
    },
  )

  it('keep arrays that are views of others, and can be read from anywhere in a buffer', () => {
    const message = {
      part: new Float64Array([1, 2, 3, 4]).subarray(1, 3),
      ids: new Uint32Array([4_294_967_295]),
      bytes: new Uint8Array(3),
    }
    const bytes = encodeMessage(message)
    for (const offset of [0, 1, 3, 8]) {
      const buffer = new Uint8Array(offset + bytes.length)
      buffer.set(bytes, offset)
      expect(decodeMessage(buffer.subarray(offset))).toEqual(message)
    }
  })

  it('carry a million small numbers in a byte each', () => {
    expect(encodeMessage(new Int32Array(1_000_000).fill(200)).length).toBeLessThan(1_000_100)
  })

  it('are refused where they are cut or something else', () => {
    const bytes = encodeMessage({ column: new Int32Array([70_000, 1]) })
    for (const wrong of [
      new Uint8Array(),
      bytes.subarray(0, 3),
      bytes.subarray(0, 10),
      bytes.subarray(0, bytes.length - 4),
    ]) {
      expect(() => decodeMessage(wrong)).toThrow()
    }
  })
})
