import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl'
import type { ArchiveMember, Refusal } from './ArchiveMember'
import { BlockReader } from './BlockReader'
import { ChunkQueue } from './ChunkQueue'
import { cutZipMembers } from './cutZipMembers'
import { type RandomFile, readRange } from './PackedFile'
import { StreamState } from './StreamState'
import type { UnpackBudget } from './UnpackBudget'
import { refuseZipEntry, type ZipEntry, zipContent, zipEntryName } from './zipEntry'
import { ZIP_HEADER_BYTES, zipContentStart } from './zipHeader'

const MADE_ON_UNIX = 3
const FILE_TYPE_BITS = 0o170000
const LINK_TYPE = 0o120000

export function isZip(head: Uint8Array): boolean {
  const [first, second, third = 0, fourth] = head
  return first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}

/**
 * The files in a zip archive, as the list at its end has them; where that is missing, as they are found from the
 * beginning on. `archive` is told where the archive is damaged.
 */
export async function* zipMembers(
  file: RandomFile,
  archive: StreamState,
  budget: UnpackBudget,
): AsyncGenerator<ArchiveMember> {
  let zip: ZipFile
  try {
    const options = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: false }
    zip = await fromRandomAccessReaderPromise(new BlockReader(file), file.byteCount, options)
  } catch (error) {
    archive.note({
      code: 'truncated',
      message: `the list of files at the end of the zip archive cannot be read (${messageOf(error)}); files were looked for from its beginning on`,
    })
    const content = readRange(file, 0, file.byteCount, new StreamState(), budget)
    yield* cutZipMembers(content, budget)
    await content.close()
    return
  }
  const headers = new BlockReader(file)
  let packedBytes = 0
  try {
    for await (const entry of zip.eachEntry()) {
      packedBytes += entry.compressedSize
      if (packedBytes > file.byteCount) {
        archive.note({
          code: 'bomb',
          message: 'its files take more room than the zip archive has; the others were not read',
        })
        return
      }
      yield memberOf(entry, file, headers, budget)
    }
  } catch (error) {
    archive.note({
      code: 'damaged_archive',
      message: `the list of files in the zip archive is damaged: ${messageOf(error)}; files behind that are missing`,
    })
  }
}

function memberOf(entry: Entry, file: RandomFile, headers: BlockReader, budget: UnpackBudget): ArchiveMember {
  const { generalPurposeBitFlag: flags, compressionMethod: method, compressedSize, fileNameRaw, extraFieldRaw } = entry
  const said: ZipEntry = {
    flags,
    method,
    crc: entry.crc32,
    packedBytes: compressedSize,
    unpackedBytes: entry.uncompressedSize,
  }
  async function* content(state: StreamState): AsyncGenerator<Uint8Array> {
    const header = await headers.bytesAt(entry.relativeOffsetOfLocalHeader, ZIP_HEADER_BYTES)
    const start = zipContentStart(header)
    if (start === null) {
      return state.note({ code: 'damaged_archive', message: 'it is not where the list of files says' })
    }
    const contentStart = entry.relativeOffsetOfLocalHeader + start
    const packed = readRange(file, contentStart, contentStart + compressedSize, state, budget)
    try {
      yield* zipContent(packed, method, { state, budget, told: () => Promise.resolve(said) })
    } finally {
      await packed.close()
    }
  }
  return {
    name: zipEntryName(fileNameRaw, extraFieldRaw, flags),
    byteCount: compressedSize,
    refused: refuseLink(entry) ?? refuseZipEntry(said),
    open: (state) => new ChunkQueue(content(state)),
  }
}

function refuseLink({ versionMadeBy, externalFileAttributes }: Entry): Refusal | null {
  const isLink =
    versionMadeBy >>> 8 === MADE_ON_UNIX && ((externalFileAttributes >>> 16) & FILE_TYPE_BITS) === LINK_TYPE
  return isLink ? { code: 'link', message: 'it is a link' } : null
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}
