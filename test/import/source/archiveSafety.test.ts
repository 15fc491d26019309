import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { constants, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Failed } from '../../../preload/contract/failure'
import { openEntries } from '../../../main/import/source/openEntries'
import { withFile } from '../../support/decodeTrace'
import { readEntries } from '../../support/readEntries'
import { tarBytes, tarFile } from '../../support/tarBytes'
import { zipBytes } from '../../support/zipBytes'

const good = { name: 'good.json', content: '{"resourceSpans":[]}' }
const deflatedZeros = deflateRawSync(Buffer.alloc(16 << 20), { finishFlush: constants.Z_FULL_FLUSH })
const zstdZeros = zstdCompressSync(Buffer.alloc(64 << 20))
const SPOOLED = 'traceloupe-unpacked-'
const read = { path: '!good.json', content: good.content }

it.each([
  ['../evil.json', '!../evil.json'],
  ['a/../../evil.json', '!a/../../evil.json'],
  ['..\\evil.json', '!../evil.json'],
  ['/etc/passwd', '!/etc/passwd'],
  ['\\\\server\\share', '!//server/share'],
  ['C:\\evil.json', '!C:/evil.json'],
  ['c:evil.json', '!c:evil.json'],
  ['a\nb\u001b[31m.json', '!a\ufffdb\ufffd[31m.json'],
])('refuses the path %j, and reads the others', async (name, path) => {
  const expected = [{ path, content: null, refused: 'unsafe_path' }, read]
  expect(await readEntries(tarBytes([{ name, content: 'x' }, good]))).toEqual(expected)
  expect(await readEntries(zipBytes([{ name, content: 'x' }, good]))).toEqual(expected)
})

it('takes paths of Windows, names in UTF-8 that are not marked so, and names twice', async () => {
  const files = [
    { ...good, name: 'a\\b.json' },
    { ...good, name: './é.json' },
    { ...good, name: './é.json' },
  ]
  expect((await readEntries(zipBytes(files))).map(({ path }) => path)).toEqual(['!a/b.json', '!é.json', '!é.json (2)'])
})

it('refuses links, devices and what it cannot read of a tar archive', async () => {
  const types = ['1', '2', '3', '4', '6', 'S', 'M', 'Z']
  const files = types.map((type) => ({ name: `type ${type}`, type, content: '12'.includes(type) ? '' : 'content' }))
  const noContent = files.map((file) => ('346'.includes(file.type) ? { ...file, content: '' } : file))
  const codes = (await readEntries(tarBytes([...noContent, good]))).map(({ refused }) => refused)
  expect(codes).toEqual([
    'link',
    'link',
    ...['special_file', 'special_file', 'special_file'],
    ...['unsupported_entry', 'unsupported_entry', 'unsupported_entry'],
    undefined,
  ])
  const sparse = { name: 'pax', type: 'x', content: '22 GNU.sparse.major=1\n' }
  expect(await readEntries(tarBytes([sparse, { name: 'sparse', content: 'x' }, good]))).toEqual([
    { path: '!sparse', content: null, refused: 'unsupported_entry' },
    read,
  ])
})

it('refuses links, encrypted files and unknown methods of a zip archive', async () => {
  const content = good.content
  const files = [
    { name: 'link', content: '/etc/passwd', method: 0, mode: 0o120777 },
    { name: 'encrypted', content, flags: 1 },
    { name: 'bzip2', content, method: 12 },
    { name: 'unknown', content, method: 77 },
    good,
  ]
  expect(await readEntries(zipBytes(files))).toEqual([
    { path: '!link', content: null, refused: 'link' },
    { path: '!encrypted', content: null, refused: 'encrypted' },
    { path: '!bzip2', content: null, refused: 'unsupported_entry' },
    { path: '!unknown', content: null, refused: 'unsupported_entry' },
    read,
  ])
})

it('names what it refuses', async () => {
  const bytes = zipBytes([
    { name: 'a', content: '', method: 12 },
    { name: 'b', content: '', method: 77 },
    { name: 'c', content: 'x', unpackedBytes: 100 << 20 },
  ])
  await withFile(bytes, async (path) => {
    const messages: (string | undefined)[] = []
    for await (const { refused } of openEntries(path, options())) messages.push(refused?.message)
    expect(messages).toEqual([
      'it is packed with bzip2, which is not read',
      'it is packed with method 77, which is not read',
      'it would unpack to more than 1000 times its size',
    ])
  })
})

it('leaves out folders and what file managers add', async () => {
  const names = [
    'folder/',
    '__MACOSX/good.json',
    '__MACOSX/._good.json',
    '.DS_Store',
    'a/.DS_Store',
    'a/._b',
    'Thumbs.db',
  ]
  const files = [...names.map((name) => ({ name, content: '' })), good]
  expect(await readEntries(zipBytes(files))).toEqual([read])
  expect(await readEntries(tarBytes([{ name: 'folder', type: '5' }, ...files]))).toEqual([read])
})

it('says that an archive holds no files', async () => {
  const empty = [{ path: '', content: null, refused: 'empty_archive' }]
  expect(await readEntries(zipBytes([]))).toEqual(empty)
  expect(await readEntries(zipBytes([{ name: 'folder/', content: '' }]))).toEqual(empty)
  expect(await readEntries(tarBytes([{ name: 'folder', type: '5' }]))).toEqual(empty)
  expect(await readEntries(tarBytes([{ name: 'in.zip', content: zipBytes([]) }, good]))).toEqual([
    { path: '!in.zip', content: null, refused: 'empty_archive' },
    read,
  ])
})

it('refuses what is too deep, and reads what is beside it', async () => {
  let zip = zipBytes([good])
  for (let level = 1; level < 4; level++) zip = zipBytes([{ name: 'in.zip', content: zip, method: 0 }, good])
  expect(await readEntries(zip)).toEqual([
    { path: '!in.zip!in.zip!in.zip', content: null, refused: 'too_deep' },
    { ...read, path: '!in.zip!in.zip!good.json' },
    { ...read, path: '!in.zip!good.json' },
    read,
  ])
  const packed = [gzipSync, zstdCompressSync, gzipSync, gzipSync].reduce((bytes, pack) => pack(bytes), Buffer.from('x'))
  expect(await readEntries(packed)).toEqual([{ path: '', content: null, refused: 'too_deep' }])
})

describe('a bomb', () => {
  /** Four gigabytes of zeros each, in some megabytes. */
  const deflated = Buffer.concat([...Array.from({ length: 256 }, () => deflatedZeros), deflateRawSync('')])
  const gzipped = Buffer.concat([gzipSync('').subarray(0, 10), deflated, Buffer.alloc(8)])
  const zstd = Buffer.concat(Array.from({ length: 64 }, () => zstdZeros))
  const zip = zipBytes([{ name: 'bomb', content: '', packed: deflated, unpackedBytes: 1_000 }, good])

  it.each<[string, Uint8Array, string[]]>([
    ['of gzip', gzipped, ['bomb']],
    ['of zstd', zstd, ['bomb']],
    ['of gzip within gzip', gzipSync(gzipped), ['bomb']],
    ['in a zip archive', zip, ['bomb']],
    ['in a zip archive in another', zipBytes([{ name: 'in.zip', content: zip }]), ['bomb', 'bomb']],
    ['of gzip in a tar archive', tarBytes([{ name: 'bomb.gz', content: gzipped }, good]), ['bomb']],
    ['that is a tar archive', Buffer.concat([gzipSync(tarFile({ name: 'bomb', size: 2 ** 32 })), gzipped]), ['bomb']],
  ])('%s is stopped early', async (_, bytes, codes) => {
    const read = await readAll(bytes)
    expect(read.unpackedBytes).toBeLessThan(140 << 20)
    expect(read.codes).toEqual(codes)
  })

  it('of files that overlap is stopped', async () => {
    const content = Buffer.alloc(60 << 10, 'x')
    const honest = zipBytes(Array.from({ length: 20 }, (_, index) => ({ name: `${index % 10}`, content, method: 0 })))
    const list = honest.readUInt32LE(honest.length - 6)
    const first = honest.subarray(0, 31 + content.length)
    const overlapping = Buffer.concat([first, honest.subarray(list)])
    overlapping.writeUInt32LE(first.length, overlapping.length - 6)
    const { codes, unpackedBytes } = await readAll(overlapping)
    expect(codes.at(-1)).toBe('bomb')
    expect(unpackedBytes).toBeLessThan(overlapping.length)
  })

  it('of many files, none of them one by itself, is stopped', async () => {
    const content = Buffer.alloc(60 << 20)
    const packed = deflateRawSync(content)
    const many = zipBytes(Array.from({ length: 4 }, (_, index) => ({ name: `${index}`, content, packed })))
    const { codes, unpackedBytes } = await readAll(many)
    expect(unpackedBytes).toBeLessThan(1000 * many.length + (4 << 20))
    expect(codes).toEqual(['bomb', 'bomb'])
  })
})

it('stops at a number of files', async () => {
  const files = Array.from({ length: 100_001 }, (_, index) => ({ name: String(index) }))
  const entries = await readEntries(tarBytes(files), 4 << 20)
  expect(entries.length).toBe(100_001)
  expect(entries.at(-1)).toEqual({ path: '', content: null, refused: 'too_many_files' })
})

it('is stopped between files and while files are skipped', async () => {
  for (const bytes of [tarBytes([good, good]), gzipSync(tarBytes([good, good])), zipBytes([good, good])]) {
    await withFile(bytes, async (path) => {
      const stop = new AbortController()
      const entries = openEntries(path, { ...options(), signal: stop.signal, chunkBytes: 10 })
      expect((await entries.next()).value?.path).toBe(`${path}!good.json`)
      stop.abort()
      await expect(entries.next()).rejects.toEqual(new Failed({ code: 'cancelled' }))
    })
  }
})

it('says that a file cannot be read', async () => {
  const entries = openEntries('/nowhere/at/all', options())
  await expect(entries.next()).rejects.toMatchObject({ failure: { code: 'file_unreadable', path: '/nowhere/at/all' } })
})

it('leaves no temporary file behind', async () => {
  const before = await readdir(tmpdir())
  const bytes = gzipSync(zipBytes([good, good]))
  await withFile(bytes, async (path) => {
    const entries = openEntries(path, options())
    await entries.next()
    const during = await readdir(tmpdir())
    expect(during.filter((name) => name.startsWith(SPOOLED) && !before.includes(name))).toEqual([])
    await entries.return(undefined)
  })
})

function options(): { chunkBytes: number; signal: AbortSignal; read: () => void } {
  return { chunkBytes: 4 << 20, signal: new AbortController().signal, read: () => {} }
}

/** How much comes out of a file, without keeping it, and the codes of what is wrong. */
async function readAll(bytes: Uint8Array): Promise<{ unpackedBytes: number; codes: string[] }> {
  return withFile(bytes, async (path) => {
    let unpackedBytes = 0
    const codes: string[] = []
    for await (const { source, refused } of openEntries(path, options())) {
      for (let chunk = await source?.next(); chunk; chunk = await source?.next()) unpackedBytes += chunk.length
      const code = refused?.code ?? source?.damage?.code
      if (code !== undefined) codes.push(code)
    }
    return { unpackedBytes, codes }
  })
}
