import { zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ChunkQueue } from '../../../main/import/source/ChunkQueue'
import { collectorFrames, isCollectorFrames } from '../../../main/import/source/collectorFrames'
import type { StreamDamage } from '../../../main/import/source/StreamState'
import { UnpackBudget } from '../../../main/import/source/UnpackBudget'
import { decompressZstdFrame } from '../../../main/import/source/zstdFrame'
import { decodeBytes } from '../../support/decodeTrace'
import { goldenText } from '../../support/goldenText'
import { otlpMessage } from '../../support/otlpMessage'
import { withUint32 } from '../../support/protobufBytes'
import { otlpDocument, otlpSpan } from '../../support/traceTexts'

const documents = [1, 2, 3].map((number) => otlpDocument([otlpSpan(number)]))
const messages = documents.map((document) => otlpMessage(JSON.parse(document)))

/** As the Collector packs messages. */
function packed(...messages: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(messages.map((message) => withUint32(zstdCompressSync(message))))
}

async function unpack(
  bytes: Uint8Array,
  chunkBytes = bytes.length,
): Promise<{ bytes: Buffer; damages: StreamDamage[] }> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
  }
  const damages: StreamDamage[] = []
  const parts: Uint8Array[] = []
  const budget = new UnpackBudget(bytes.length, null)
  for await (const part of collectorFrames(new ChunkQueue(chunks()), (damage) => damages.push(damage), budget)) {
    parts.push(part)
  }
  return { bytes: Buffer.concat(parts), damages }
}

describe('messages that the Collector packed with zstd', () => {
  it('are recognised', () => {
    expect(isCollectorFrames(packed(...documents))).toBe(true)
    expect(isCollectorFrames(packed(...documents).subarray(0, 8))).toBe(true)
    for (const other of [zstdCompressSync('{}'), Buffer.alloc(64), Buffer.alloc(0), messages[0] ?? Buffer.alloc(0)]) {
      expect(isCollectorFrames(other)).toBe(false)
    }
  })

  it.each([1, 7, 1000])('become JSON lines, read in pieces of %i bytes', async (chunkBytes) => {
    expect(await unpack(packed(...documents), chunkBytes)).toEqual({
      bytes: Buffer.from(documents.map((document) => `${document}\n`).join('')),
      damages: [],
    })
  })

  it('become messages of protobuf with their lengths', async () => {
    const { bytes, damages } = await unpack(packed(...messages))
    expect(damages).toEqual([])
    expect(bytes.equals(Buffer.concat(messages.map(withUint32)))).toBe(true)
    const json = await decodeBytes(documents.join('\n'))
    expect(goldenText((await decodeBytes(bytes)).batches)).toBe(goldenText(json.batches))
  })

  it.each([
    ['otlp_json', documents],
    ['otlp_protobuf', messages],
  ])('are read as %s', async (format, messages) => {
    const whole = await decodeBytes(packed(...messages), { windowBytes: 50 })
    expect(whole.result).toMatchObject({ recognised: { format }, records: 3, rejected: 0, problems: [] })
    const cut = await decodeBytes(packed(...messages).subarray(0, -1))
    expect(cut.result).toMatchObject({ recognised: { format }, records: 2, rejected: 0 })
    expect(cut.result.problems).toMatchObject([{ code: 'truncated', occurrences: 1 }])
  })

  it('are given up to the end of a file that is cut', async () => {
    const all = packed(...documents)
    const two = packed(...documents.slice(0, 2)).length
    for (const length of [two + 1, two + 4, two + 20, all.length - 1]) {
      expect(await unpack(all.subarray(0, length))).toEqual({
        bytes: Buffer.from(`${documents[0]}\n${documents[1]}\n`),
        damages: [{ code: 'truncated', message: 'the file ends within a packed message' }],
      })
    }
  })

  it('are left out one by one where they are damaged', async () => {
    const broken = packed(documents[1] ?? '')
    broken.fill(0xff, 12)
    const { bytes, damages } = await unpack(
      Buffer.concat([packed(documents[0] ?? ''), broken, packed(documents[2] ?? '')]),
    )
    expect(bytes.toString()).toBe(`${documents[0]}\n${documents[2]}\n`)
    expect(damages).toMatchObject([{ code: 'damaged_stream', message: expect.stringContaining('is left out') }])
  })

  it('do not unpack without end', async () => {
    const { bytes, damages } = await unpack(packed(Buffer.alloc(80 << 20)))
    expect(bytes.length).toBe(0)
    expect(damages).toMatchObject([{ code: 'damaged_stream' }])
  })
})

describe('a zstd frame', () => {
  const frame = zstdCompressSync(documents.join('\n').repeat(50))
  const expected = Buffer.from(documents.join('\n').repeat(50))

  it.each([
    ['by Node', undefined],
    ['without it', null],
  ])('is unpacked %s', (_, native) => {
    expect(expected.equals(decompressZstdFrame(frame, 1 << 20, native))).toBe(true)
    expect(() => decompressZstdFrame(frame, 100, native)).toThrow()
    expect(() => decompressZstdFrame(frame.subarray(0, 40), 1 << 20, native)).toThrow()
    expect(() => decompressZstdFrame(Buffer.alloc(40, 7), 1 << 20, native)).toThrow()
  })
})
