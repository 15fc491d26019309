import { isUtf8 } from 'node:buffer'
import { crc32 } from 'node:zlib'
import { getFileNameLowLevel } from 'yauzl'
import type { Refusal } from './ArchiveMember'
import type { ChunkQueue } from './ChunkQueue'
import { type Inflated, inflate } from './inflate'
import type { StreamState } from './StreamState'
import { saysBomb, type UnpackBudget } from './UnpackBudget'
import { extraFieldsOf } from './zipHeader'

/** What both the list at the end of a zip archive and the header before a file say of it. */
export interface ZipEntry {
  flags: number
  method: number
  crc: number
  packedBytes: number
  unpackedBytes: number
}

const ENCRYPTED = 0x1
const UTF8_NAME = 0x800
const STORED = 0
const DEFLATED = 8
/** These are unwrapped as a file that is packed so. */
const ZSTD_METHODS = [20, 93]
const METHOD_NAMES: Record<number, string> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  95: 'xz',
  96: 'JPEG',
  98: 'PPMd',
}

export function refuseZipEntry({ flags, method, packedBytes, unpackedBytes }: ZipEntry): Refusal | null {
  if ((flags & ENCRYPTED) !== 0) return { code: 'encrypted', message: 'it is encrypted' }
  if (method !== STORED && method !== DEFLATED && !ZSTD_METHODS.includes(method)) {
    const name = METHOD_NAMES[method] ?? `method ${method}`
    return { code: 'unsupported_entry', message: `it is packed with ${name}, which is not read` }
  }
  if (!saysBomb(packedBytes, unpackedBytes)) return null
  return { code: 'bomb', message: 'it would unpack to more than 1000 times its size' }
}

/** The name of an entry: many tools write UTF-8 and do not say so. */
export function zipEntryName(raw: Buffer, extra: Buffer, flags: number): string {
  return getFileNameLowLevel(isUtf8(raw) ? flags | UTF8_NAME : flags, raw, extraFieldsOf(extra), false)
}

/**
 * Unpacks the content of an entry. `packed` begins with it, and for one that is stored ends with it. `told` answers,
 * behind the content, what the archive says of it.
 */
export async function* zipContent(
  packed: ChunkQueue,
  method: number,
  {
    state,
    budget,
    told,
  }: { state: StreamState; budget: UnpackBudget; told: (byteCount: number) => Promise<ZipEntry | null> },
): AsyncGenerator<Uint8Array> {
  const content = method === DEFLATED ? inflate(packed, 'its deflate stream', budget) : stored(packed)
  const { byteCount, crc, damage } = yield* content
  if (damage !== null) return state.note(damage)
  const entry = await told(byteCount)
  if (entry === null || (ZSTD_METHODS.includes(method) && entry.packedBytes === byteCount)) return
  if (byteCount < entry.unpackedBytes && method === STORED) {
    state.note({ code: 'truncated', message: 'the archive ends within this file' })
  } else if (byteCount !== entry.unpackedBytes) {
    state.note({ code: 'damaged_stream', message: 'it does not have the size that the archive says' })
  } else if (crc !== entry.crc) {
    state.note({ code: 'damaged_stream', message: 'it does not have the checksum that the archive says' })
  }
}

async function* stored(packed: ChunkQueue): AsyncGenerator<Uint8Array, Inflated> {
  let byteCount = 0
  let crc = 0
  for (let chunk = await packed.next(); chunk !== null; chunk = await packed.next()) {
    byteCount += chunk.length
    crc = crc32(chunk, crc)
    yield chunk
  }
  return { byteCount, crc, damage: null }
}
