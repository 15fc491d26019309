import zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ChunkQueue } from '../../../main/import/source/ChunkQueue'
import { FzstdUnpacker } from '../../../main/import/source/FzstdUnpacker'
import { UnpackBudget } from '../../../main/import/source/UnpackBudget'
import type { Unpacker } from '../../../main/import/source/Unpacker'
import { unzstd } from '../../../main/import/source/unzstd'
import { ZlibUnpacker } from '../../../main/import/source/ZlibUnpacker'
import { otlpDocument, otlpSpan } from '../../support/traceTexts'

const { constants, zstdCompressSync } = zlib
const text = Array.from({ length: 3_000 }, (_, index) => otlpDocument([otlpSpan(index)])).join('\n')
const frame = zstdCompressSync(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })

describe.each<[string, () => Unpacker]>([
  ['Node', () => new ZlibUnpacker(zlib.createZstdDecompress())],
  ['fzstd', () => new FzstdUnpacker()],
])('with %s', (_, unpacker) => {
  it.each<[string, Buffer, string]>([
    ['a frame', frame, text],
    ['an empty frame', zstdCompressSync(''), ''],
    ['short and empty frames', Buffer.concat(['a', '', 'b', ''].map((part) => zstdCompressSync(part))), 'ab'],
    ['a frame to skip', skippable(3), ''],
    [
      'frames between frames to skip',
      Buffer.concat([skippable(0), frame, skippable(70_000), frame, skippable(3)]),
      text + text,
    ],
    [
      'a frame of stored blocks',
      zstdCompressSync(Buffer.from(text).subarray(0, 30), { params: { [constants.ZSTD_c_compressionLevel]: -100 } }),
      text.slice(0, 30),
    ],
  ])('unpacks %s, however it is cut', async (_, bytes, content) => {
    for (const chunkBytes of [bytes.length, 1_000, 1]) {
      if (chunkBytes === 1 && bytes.length > 10_000) continue
      expect(await unpackAll(bytes, chunkBytes, unpacker())).toEqual({ content, damage: null })
    }
  })

  it('gives the whole blocks of a frame that is cut', async () => {
    const cut = Buffer.concat([frame, frame]).subarray(0, frame.length * 2 - 100)
    const { content, damage } = await unpackAll(cut, 4_096, unpacker())
    expect(damage).toEqual({ code: 'truncated', message: 'the zstd stream ends early' })
    expect(content.length).toBeGreaterThan(text.length + 100_000)
    expect((text + text).startsWith(content)).toBe(true)
  })

  it('says that a block is damaged', async () => {
    const damaged = Buffer.from(frame)
    damaged.fill(0xff, 200, 260)
    const { content, damage } = await unpackAll(damaged, 4_096, unpacker())
    expect(damage?.code).toBe('damaged_stream')
    expect(content).not.toBe(text)
  })
})

it('checks the checksum', async () => {
  const damaged = Buffer.from(frame)
  damaged[frame.length - 1] = (damaged[frame.length - 1] ?? 0) ^ 1
  expect((await unpackAll(damaged, 4_096)).damage?.code).toBe('damaged_stream')
})

it.each([
  ['a window of more than 128 MB', '00b0', 'needs a window of 4096 MB'],
  ['content of one segment of more than 128 MB', 'a000000010', 'needs a window of 256 MB'],
  ['a dictionary', '01583412', 'needs a dictionary'],
])('refuses %s', async (_, header, message) => {
  const bytes = Buffer.concat([Buffer.from('28b52ffd', 'hex'), Buffer.from(header, 'hex'), Buffer.alloc(20)])
  expect((await unpackAll(bytes, 100)).damage).toEqual({
    code: 'unsupported',
    message: expect.stringContaining(message),
  })
})

function skippable(length: number): Buffer {
  const header = Buffer.from('5f2a4d1800000000', 'hex')
  header.writeUInt32LE(length, 4)
  return Buffer.concat([header, Buffer.alloc(length, 'x')])
}

async function unpackAll(
  bytes: Buffer,
  chunkBytes: number,
  unpacker?: Unpacker,
): Promise<{ content: string; damage: { code: string; message: string } | null }> {
  async function* cut(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes)
      yield await Promise.resolve(bytes.subarray(at, at + chunkBytes))
  }
  let damage: { code: string; message: string } | null = null
  const chunks: Uint8Array[] = []
  const note = (found: { code: string; message: string }): void => void (damage ??= found)
  const budget = new UnpackBudget(bytes.length, null)
  for await (const chunk of unzstd(new ChunkQueue(cut()), note, budget, unpacker)) chunks.push(chunk)
  return { content: Buffer.concat(chunks).toString(), damage }
}
