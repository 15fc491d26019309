import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { expect, it } from 'vitest'
import { openEntries, openEntry } from '../../../main/import/source/openEntries'
import { withFile } from '../../support/decodeTrace'
import { readEntries } from '../../support/readEntries'
import { recogniseEntries } from '../../support/recogniseEntries'
import { tarBytes, tarFile } from '../../support/tarBytes'
import { type ZipFileBytes, zipBytes } from '../../support/zipBytes'

const fixtures = join(import.meta.dirname, '../../fixtures')
const otlp = readFileSync(join(fixtures, 'otlp/everyField.json'), 'utf8')
const zipkin = readFileSync(join(fixtures, 'zipkin/nested.json'), 'utf8')
const skippable = Buffer.concat([Buffer.from('5a2a4d1805000000', 'hex'), Buffer.from('names')])

it.each<[string, Uint8Array]>([
  ['gzip', gzipSync(otlp)],
  ['gzip with a name, a comment, an extra field and a checksum of its header', namedGzip(otlp)],
  ['gzip of several members', Buffer.concat([...halves(otlp)].map((half) => gzipSync(half)))],
  [
    'gzip with zeros between its members and behind them',
    Buffer.concat([...halves(otlp)].flatMap((half) => [gzipSync(half), Buffer.alloc(700)])),
  ],
  ['an empty gzip member before the content', Buffer.concat([gzipSync(''), gzipSync(otlp)])],
  ['zstd', zstdCompressSync(otlp)],
  ['zstd of several frames', Buffer.concat([...halves(otlp)].map((half) => zstdCompressSync(half)))],
  [
    'zstd with frames to skip',
    Buffer.concat([skippable, ...halves(otlp).flatMap((half) => [zstdCompressSync(half), skippable])]),
  ],
  ['zstd with zeros behind it', Buffer.concat([zstdCompressSync(otlp), Buffer.alloc(100)])],
  ['messages that the Collector packed each on its own', collectorFrame(otlp.trimEnd())],
  ['zstd within gzip within gzip', gzipSync(gzipSync(zstdCompressSync(otlp)))],
  ['UTF-16 within gzip', gzipSync(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(otlp, 'utf16le')]))],
])('reads %s', async (_, bytes) => {
  const expected = [{ path: '', content: otlp }]
  expect(await readEntries(bytes)).toEqual(expected)
  expect(await readEntries(bytes, 7)).toEqual(expected)
  expect(await recogniseEntries(bytes)).toEqual({ '': 'otlp_json' })
})

const files = [
  { name: 'a.json', content: otlp },
  { name: 'deep/er/b.json', content: zipkin },
]
const found = [
  { path: '!a.json', content: otlp },
  { path: '!deep/er/b.json', content: zipkin },
]

it.each<[string, Uint8Array]>([
  ['zip', zipBytes(files)],
  ['zip with a comment', zipBytes(files, { comment: 'of today' })],
  ['zip, stored', zipBytes(files.map((file) => ({ ...file, method: 0 })))],
  ['zip, packed with zstd', zipBytes(files.map(zstdFile))],
  ['zip with descriptors', zipBytes(files.map((file) => ({ ...file, descriptor: 'marked' })))],
  [
    'zip64',
    zipBytes(
      files.map((file) => ({ ...file, zip64: true })),
      { zip64: true },
    ),
  ],
  ['tar', tarBytes(files)],
  ['tar with sizes in base 256', tarBytes(files.map((file) => ({ ...file, binarySize: true })))],
  [
    'tar with names cut in two',
    tarBytes([
      { name: 'a.json', content: otlp },
      { name: 'b.json', prefix: 'deep/er', content: zipkin },
    ]),
  ],
  ['two tars, one behind the other', Buffer.concat(files.map((file) => tarBytes([file])))],
  ['tar.gz', gzipSync(tarBytes(files))],
  ['tar.zst', zstdCompressSync(tarBytes(files))],
  ['zip within gzip', gzipSync(zipBytes(files))],
])('reads the files in %s', async (_, bytes) => {
  expect(await readEntries(bytes)).toEqual(found)
  expect(await readEntries(bytes, 100)).toEqual(found)
  expect(await recogniseEntries(bytes)).toEqual({ '!a.json': 'otlp_json', '!deep/er/b.json': 'zipkin_json' })
})

it('reads what tar-stream packs, long names and all', async () => {
  const archive = pack()
  const long = `${'folder/'.repeat(40)}é.json`
  archive.entry({ name: 'folder', type: 'directory' })
  archive.entry({ name: long }, otlp)
  archive.entry({ name: 'short.json' }, zipkin)
  archive.finalize()
  expect(await readEntries(await buffer(Readable.from(archive)))).toEqual([
    { path: `!${long}`, content: otlp },
    { path: '!short.json', content: zipkin },
  ])
})

it('reads the long names of GNU’s tar, and sizes in headers of pax', async () => {
  const long = `${'x'.repeat(150)}.json`
  const bytes = tarBytes([
    { name: '././@LongLink', type: 'L', content: `${long}\0` },
    { name: long.slice(0, 100), content: otlp },
    { name: 'global', type: 'g', content: '17 comment=hello\n' },
    { name: 'pax', type: 'x', content: `21 path=pax/named.js\n${paxLine('size', String(Buffer.byteLength(zipkin)))}` },
    { name: 'short', content: zipkin },
    { name: 'last', content: 'x' },
  ])
  expect(await readEntries(bytes)).toEqual([
    { path: `!${long}`, content: otlp },
    { path: '!pax/named.js', content: zipkin },
    { path: '!last', content: 'x' },
  ])
})

it('reads archives within archives, each file also packed, three deep', async () => {
  const innermost = zipBytes([{ name: 'c.json.gz', content: gzipSync(otlp) }])
  const middle = gzipSync(
    tarBytes([
      { name: 'b.zip', content: innermost },
      { name: 'b.json', content: zipkin },
    ]),
  )
  const bytes = zipBytes([
    { name: 'a.tar.gz', content: middle, method: 0 },
    { name: 'z.json', content: zipkin },
  ])
  expect(await readEntries(bytes)).toEqual([
    { path: '!a.tar.gz!b.zip!c.json.gz', content: otlp },
    { path: '!a.tar.gz!b.json', content: zipkin },
    { path: '!z.json', content: zipkin },
  ])
})

it('goes on behind what was not read to its end', async () => {
  const many = [{ name: 'big', content: otlp.repeat(50) }, ...files]
  for (const bytes of [tarBytes(many), gzipSync(tarBytes(many)), zipBytes(many)]) {
    expect(await recogniseEntries(bytes)).toMatchObject({ '!a.json': 'otlp_json', '!deep/er/b.json': 'zipkin_json' })
  }
})

it('opens one file again, from any byte', async () => {
  const twice = [...files, { name: 'a.json', content: zipkin }]
  const inner = zipBytes(twice)
  const cases: [Uint8Array, string, string][] = [
    [Buffer.from(`\ufeff${otlp}`), '', otlp],
    [gzipSync(otlp), '', otlp],
    [inner, '!deep/er/b.json', zipkin],
    [inner, '!a.json (2)', zipkin],
    [gzipSync(tarBytes([...files, { name: 'in.zip', content: inner }])), '!in.zip!deep/er/b.json', zipkin],
  ]
  for (const [bytes, entry, content] of cases) {
    await withFile(bytes, async (path) => {
      for (const from of [0, 1, 300]) {
        const source = await openEntry(path, path + entry, 64, from)
        const chunks: Uint8Array[] = []
        for (let chunk = await source.next(); chunk !== null; chunk = await source.next()) chunks.push(chunk)
        await source.close()
        await source.close()
        expect(Buffer.concat(chunks).toString()).toBe(Buffer.from(content).subarray(from).toString())
      }
      await expect(openEntry(path, `${path}!gone`, 64)).rejects.toMatchObject({ failure: { code: 'file_unreadable' } })
    })
  }
})

it('says what may be read from anywhere', async () => {
  const cases: [Uint8Array | string, { markBytes: number } | null][] = [
    [otlp, { markBytes: 0 }],
    [`\ufeff${otlp}`, { markBytes: 3 }],
    [Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(otlp, 'utf16le')]), null],
    [gzipSync(otlp), null],
    [zipBytes([{ name: 'a', content: otlp, method: 0 }]), null],
  ]
  for (const [bytes, plain] of cases) {
    await withFile(bytes, async (path) => {
      const entries = openEntries(path, { chunkBytes: 64, signal: new AbortController().signal, read: () => {} })
      const { value } = await entries.next()
      expect(value?.source?.plain).toEqual(plain)
      await entries.return(undefined)
    })
  }
})

it('tells of every byte on disk once, also of those left out', async () => {
  const zip = zipBytes([{ name: 'a', content: otlp.repeat(10) }, ...files])
  for (const bytes of [Buffer.from(otlp), gzipSync(otlp), zip, gzipSync(zip), tarBytes(files)]) {
    await withFile(bytes, async (path) => {
      let onDisk = 0
      const read = (byteCount: number): void => void (onDisk += byteCount)
      for await (const { source } of openEntries(path, {
        chunkBytes: 100,
        signal: new AbortController().signal,
        read,
      })) {
        await source?.next()
      }
      expect(onDisk).toBe(bytes.length)
    })
  }
})

it('reads an archive of 10,000 small files', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `${index}.json`, content: `{"index":${index}}` }))
  for (const bytes of [zipBytes(many), gzipSync(tarBytes(many))]) {
    const entries = await readEntries(bytes)
    expect(entries.length).toBe(10_000)
    expect(entries[9_999]).toEqual({ path: '!9999.json', content: '{"index":9999}' })
  }
})

function zstdFile({ name, content }: { name: string; content: string }): ZipFileBytes {
  return { name, content: zstdCompressSync(content), method: 93, unpackedBytes: Buffer.byteLength(content) }
}

function paxLine(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  return `${rest.length + 2}${rest}`
}

function collectorFrame(text: string): Buffer {
  const frame = zstdCompressSync(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(frame.length)
  return Buffer.concat([length, frame])
}

function halves(text: string): [Buffer, Buffer] {
  const bytes = Buffer.from(text)
  return [bytes.subarray(0, 1_000), bytes.subarray(1_000)]
}

function namedGzip(text: string): Buffer {
  const packed = gzipSync(text)
  const header = Buffer.concat([packed.subarray(0, 10), Buffer.from([3, 0, 1, 2, 3]), Buffer.from('name\0comment\0cc')])
  header[3] = 2 | 4 | 8 | 16
  return Buffer.concat([header, packed.subarray(10)])
}

it('keeps a file that is no archive as it is', async () => {
  expect(await readEntries(tarFile({ name: 'x' }).subarray(0, 400))).toMatchObject([{ path: '' }])
  expect(await readEntries('')).toEqual([{ path: '', content: '' }])
})
