import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { DecodeProblems } from '../../main/import/DecodeProblems'
import { formats } from '../../main/import/formats/index'
import { HEAD_BYTES, Head } from '../../main/import/Head'
import type { SpanBatch } from '../../main/import/SpanBatch'
import { SpanBatchBuilder } from '../../main/import/SpanBatchBuilder'
import { decodeBytes } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'

const folder = join(import.meta.dirname, '../fixtures')
const fixtures = ['otlp', 'jaeger', 'zipkin'].flatMap((format) =>
  readdirSync(join(folder, format))
    .filter((name) => /\.jsonl?$/.test(name))
    .map((name) => ({ format, path: join(folder, format, name) })),
)

describe.each(fixtures)('$path', ({ format, path }) => {
  it('is recognised by exactly one format', async () => {
    const head = new Head((await readFile(path)).subarray(0, HEAD_BYTES))
    expect(formats.filter(({ recognises }) => recognises(head)).map(({ name }) => name)).toEqual([`${format}_json`])
  })

  it('holds what the text beside it says', async () => {
    const { result, batches, spans } = await decodeBytes(await readFile(path))
    expect(result.records).toBe(spans)
    expect(spans).toBeGreaterThan(0)
    await expect(goldenText(batches)).toMatchFileSnapshot(`${path}.txt`)
  })

  it.each([
    ['in windows of 64 bytes', { windowBytes: 64 }, (bytes: Buffer) => bytes],
    ['in windows of 1 KB', { windowBytes: 1024 }, (bytes: Buffer) => bytes],
    ['in batches of one row', { rowsPerBatch: 1 }, (bytes: Buffer) => bytes],
    ['gzipped', {}, (bytes: Buffer) => gzipSync(bytes)],
    ['gzipped in several members', { windowBytes: 100 }, gzipMembers],
    ['with a byte order mark', {}, (bytes: Buffer) => Buffer.concat([Buffer.from('\ufeff'), bytes])],
    ['in UTF-16LE', {}, (bytes: Buffer) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le')],
    [
      'in UTF-16BE',
      { windowBytes: 333 },
      (bytes: Buffer) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le').swap16(),
    ],
    ['with carriage returns', {}, (bytes: Buffer) => Buffer.from(bytes.toString().replaceAll('\n', '\r\n'))],
  ])('is the same %s', async (_, options, change) => {
    const bytes = await readFile(path)
    const plain = await decodeBytes(bytes)
    const changed = await decodeBytes(change(bytes), options)
    expect(goldenText(changed.batches)).toBe(goldenText(plain.batches))
    expect(changed.result.records).toBe(plain.result.records)
    expect(withoutPlaces(changed.result.problems)).toEqual(withoutPlaces(plain.result.problems))
  })

  it('is the same wherever the window ends', async () => {
    const bytes = await readFile(path)
    const whole = goldenText(decodeInTwo(bytes, bytes.length))
    const differing: number[] = []
    for (let cut = 0; cut < bytes.length; cut++) if (goldenText(decodeInTwo(bytes, cut)) !== whole) differing.push(cut)
    expect(differing).toEqual([])
  })
})

it('reads JSON lines as it reads the same values pretty-printed', async () => {
  const lines = await readFile(join(folder, 'otlp/lines.jsonl'), 'utf8')
  const pretty = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.stringify(JSON.parse(line), null, 2))
  const separate = await decodeBytes(lines)
  for (const text of [pretty.join('\n'), pretty.join(''), `[${pretty.join(',')}]`]) {
    const together = await decodeBytes(text)
    expect(goldenText(together.batches)).toBe(goldenText(separate.batches))
    expect(together.result.problems).toMatchObject([{ code: 'metrics_left_out', occurrences: 2 }])
  }
})

function decodeInTwo(bytes: Buffer, cut: number): SpanBatch[] {
  const batches: SpanBatch[] = []
  const builder = new SpanBatchBuilder((batch) => batches.push(batch))
  const problems = new DecodeProblems(1)
  const head = new Head(bytes)
  const decoder = formats.find(({ recognises }) => recognises(head))?.decoder({ head, builder, problems })
  if (decoder === undefined) throw new Error('not recognised')
  const window = Buffer.alloc(bytes.length + 1)
  bytes.copy(window)
  const taken = decoder.decode(window, 0, cut, 0, false)
  bytes.copy(window)
  decoder.decode(window, taken, bytes.length, 0, true)
  decoder.end()
  builder.flush()
  return batches
}

function gzipMembers(bytes: Buffer): Buffer {
  const third = Math.floor(bytes.length / 3)
  return Buffer.concat(
    [bytes.subarray(0, third), bytes.subarray(third, third * 2), bytes.subarray(third * 2)].map((part) =>
      gzipSync(part),
    ),
  )
}

function withoutPlaces(problems: object[]): object[] {
  return problems.map((problem) => ({ ...problem, firstPosition: null, sample: null }))
}
