import { deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ReadEntry, readEntries } from '../../support/readEntries'
import { recogniseEntries } from '../../support/recogniseEntries'
import { tarBytes, tarFile } from '../../support/tarBytes'
import { type ZipFileBytes, zipBytes } from '../../support/zipBytes'
import { otlpDocument, otlpSpan } from '../../support/traceTexts'

const first = otlpDocument([otlpSpan(1), otlpSpan(2)])
const second = `${otlpDocument([otlpSpan(3)])}\n`.repeat(3)
const files = [
  { name: 'first.json', content: first },
  { name: 'second.jsonl', content: second },
]
const contents: Record<string, string> = { '!first.json': first, '!second.jsonl': second, '': first + second }
const named = (files: ZipFileBytes[], more: Partial<ZipFileBytes>): ZipFileBytes[] =>
  files.map((file) => ({ ...file, ...more }))
/** Some, but not much, of what is random does not pack. */
const noise = Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index * index * 31) % 251)).toString('latin1')

/** Containers, and from how many bytes on they are known as such. */
const containers: [string, Buffer, number][] = [
  ['gzip', gzipSync(first + second), 2],
  ['gzip of two members', Buffer.concat([gzipSync(first), gzipSync(second)]), 2],
  ['zstd', zstdCompressSync(first + second), 4],
  ['zstd of two frames', Buffer.concat([zstdCompressSync(first), zstdCompressSync(second)]), 4],
  ['zip', zipBytes(files), 4],
  ['stored zip', zipBytes(named(files, { method: 0 })), 4],
  ['zip with descriptors', zipBytes(named(files, { descriptor: 'marked' })), 4],
  ['zip with bare descriptors', zipBytes(named(files, { descriptor: 'bare' })), 4],
  ['zip with large descriptors', zipBytes(named(files, { descriptor: 'large' })), 4],
  ['zip64', zipBytes(named(files, { zip64: true }), { zip64: true }), 4],
  ['tar', tarBytes(files), 512],
  ['tar.gz', gzipSync(tarBytes(files)), 2],
  ['tar.zst', zstdCompressSync(tarBytes(files)), 4],
]

it.each(containers)('%s gives what it holds up to where it is cut, and says so', async (name, bytes, least) => {
  const whole = await readEntries(bytes)
  expect(whole.filter(({ damage, refused }) => damage !== undefined || refused !== undefined)).toEqual([])
  const step = Math.ceil(bytes.length / 100)
  for (let length = least; length < bytes.length; length += step) {
    const cut = await readEntries(bytes.subarray(0, length))
    // Of a tar archive less than its first header came out.
    if (name === 'tar.gz' && cut[0]?.path === '') continue
    for (const { path, content } of cut) expect(contents[path]?.startsWith(content ?? '')).toBe(true)
    const codes = new Set(cut.flatMap(({ damage, refused }) => [damage, refused]).filter((code) => code !== undefined))
    const isWhole = contentOf(cut) === contentOf(whole)
    if (!isWhole) expect([length, ...codes]).toEqual([length, 'truncated'])
    else if (codes.size > 0) expect([...codes]).toEqual(['truncated'])
  }
})

it('takes whole files from a zip archive without its list of files', async () => {
  for (const descriptor of [undefined, 'marked', 'bare', 'large'] as const) {
    const more = descriptor === undefined ? {} : { descriptor }
    const bytes = zipBytes([{ name: 'noise', content: noise, ...more }, ...named(files, more)])
    expect(await readEntries(bytes.subarray(0, bytes.length - 30))).toEqual([
      { path: '!noise', content: noise },
      { path: '!first.json', content: first },
      { path: '!second.jsonl', content: second },
      { path: '', content: null, refused: 'truncated' },
    ])
  }
  const big = zipBytes([{ name: 'big', content: first.repeat(1_000), descriptor: 'marked' }, ...files])
  expect(Object.keys(await recogniseEntries(big.subarray(0, big.length - 30)))).toEqual([
    '!big',
    '!first.json',
    '!second.jsonl',
    '',
  ])
  const stored = zipBytes(named(files, { method: 0, descriptor: 'marked' }))
  expect(await readEntries(stored.subarray(0, stored.length - 30))).toEqual([
    { path: '!first.json', content: null, refused: 'unsupported_entry' },
    { path: '', content: null, refused: 'truncated' },
  ])
})

it('says that the checksum or the size is not that of the content', async () => {
  const gzip = gzipSync(first)
  const [checksum, size] = [Buffer.from(gzip), Buffer.from(gzip)]
  checksum[gzip.length - 8] = (checksum[gzip.length - 8] ?? 0) ^ 1
  size[gzip.length - 1] = 1
  for (const bytes of [checksum, size]) {
    expect(await readEntries(bytes)).toEqual([{ path: '', content: first, damage: 'damaged_stream' }])
  }
  const flipped = zipBytes([
    { name: 'first.json', content: first, crc: 1 },
    { name: 'stored', content: first, crc: 1, method: 0 },
    { name: 'longer', content: first, unpackedBytes: 10 },
    ...files,
  ])
  expect(await readEntries(flipped)).toMatchObject([
    { content: first, damage: 'damaged_stream' },
    { content: first, damage: 'damaged_stream' },
    { content: first, damage: 'damaged_stream' },
    { path: '!first.json (2)', content: first },
    { path: '!second.jsonl', content: second },
  ])
})

it('says that something else follows', async () => {
  for (const bytes of [gzipSync(first), zstdCompressSync(first)]) {
    const expected = [{ path: '', content: first, damage: 'trailing_bytes' }]
    expect(await readEntries(Buffer.concat([bytes, Buffer.from('\n')]))).toEqual(expected)
    expect(await readEntries(Buffer.concat([bytes, Buffer.from('{"resourceSpans":[]}')]), 5)).toEqual(expected)
  }
})

it('says where a tar archive is damaged, and that it has no end', async () => {
  const [one, two, three] = [tarFile({ name: 'a', content: 'one' }), tarFile({ name: 'b' }), tarFile({ name: 'c' })]
  two[0] = 0x7a
  const a = { path: '!a', content: 'one' }
  expect(await readEntries(Buffer.concat([one, two, three]))).toEqual([
    a,
    { path: '', content: null, refused: 'damaged_archive' },
  ])
  expect(await readEntries(one)).toEqual([a, { path: '', content: null, refused: 'truncated' }])
  expect(await readEntries(Buffer.concat([tarBytes([{ name: 'a', content: 'one' }]), Buffer.alloc(300, 1)]))).toEqual([
    a,
  ])
})

it('says once that a file in a packed archive is cut', async () => {
  const packed = gzipSync(
    tarBytes([
      { name: 'a', content: 'one' },
      { name: 'noise', content: noise },
    ]),
  )
  const [a, cut, ...others] = await readEntries(packed.subarray(0, packed.length - 200))
  expect([a, cut?.path, cut?.damage, others]).toEqual([{ path: '!a', content: 'one' }, '!noise', 'truncated', []])
})

it('never fails, whatever is in a container', async () => {
  const seeds = containers.map(([, bytes]) => bytes)
  const flips = fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...seeds), flips, async (seed, changes) => {
      const bytes = Buffer.from(seed)
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      const entries = await readEntries(bytes)
      expect(entries.length).toBeGreaterThan(0)
    }),
    { numRuns: 300, seed: 3 },
  )
})

it('never fails on a deflate stream that is anything', async () => {
  const header = gzipSync('').subarray(0, 10)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (noise, begins) => {
      const stream = begins ? Buffer.concat([deflateRawSync(first).subarray(0, 100), noise]) : Buffer.from(noise)
      const [entry] = await readEntries(Buffer.concat([header, stream]))
      expect(entry?.content).not.toBeNull()
    }),
    { numRuns: 100, seed: 3 },
  )
})

function contentOf(entries: ReadEntry[]): string {
  return entries.map(({ content }) => content ?? '').join('')
}
