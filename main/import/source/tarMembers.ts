import type { ArchiveMember, Refusal } from './ArchiveMember'
import { ChunkQueue } from './ChunkQueue'
import type { StreamDamage, StreamState } from './StreamState'
import { readPax, readTarHeader, TAR_BLOCK_BYTES, type TarHeader, textOf } from './tarHeader'

/** Headers of POSIX and GNU that say something of the next header have a content of their own. */
const MOST_HEADER_BYTES = 1 << 20
/** Kinds of members that have no content, whatever size the header tells. */
const EMPTY_TYPES = '23456'
const CUT: StreamDamage = { code: 'truncated', message: 'the tar archive ends early' }

/**
 * The files in a tar archive, also in several one behind the other (POSIX `ustar` and `pax`, GNU). What is not read of
 * a member is left out when the next is asked for. `archive` is told where the archive ends early or is damaged.
 */
export async function* tarMembers(content: ChunkQueue, archive: StreamState): AsyncGenerator<ArchiveMember> {
  let path: string | null = null
  let size: number | null = null
  let isSparse = false
  let sawEnd = false
  for (;;) {
    const block = await content.take(TAR_BLOCK_BYTES)
    if (block.length === 0) {
      if (!sawEnd) archive.note({ code: 'truncated', message: 'the tar archive has no end; files may be missing' })
      return
    }
    if (block.every((byte) => byte === 0)) {
      sawEnd = true
      continue
    }
    const header = readTarHeader(block)
    if (header === null || Number.isNaN(header.size)) {
      if (sawEnd) while ((await content.next()) !== null);
      else if (block.length < TAR_BLOCK_BYTES) archive.note(CUT)
      else
        archive.note({ code: 'damaged_archive', message: 'the tar archive is damaged; files behind that are missing' })
      return
    }
    sawEnd = false
    if ('xgLK'.includes(header.type)) {
      const bytes = header.size > MOST_HEADER_BYTES ? null : await content.take(header.size)
      if (bytes === null || bytes.length < header.size) {
        archive.note(CUT)
        return
      }
      await content.skip(paddingOf(header.size))
      if (header.type === 'L') path = textOf(bytes, 0, bytes.length)
      if (header.type !== 'x') continue
      const fields = readPax(bytes)
      path = fields.get('path') ?? path
      const told = Number(fields.get('size') ?? NaN)
      if (Number.isSafeInteger(told) && told >= 0) size = told
      isSparse ||= [...fields.keys()].some((key) => key.startsWith('GNU.sparse'))
      continue
    }
    const name = path ?? header.name
    const body = new TarBody(content, EMPTY_TYPES.includes(header.type) ? 0 : (size ?? header.size), archive)
    path = null
    size = null
    if (!isFolder(header, name)) {
      const refused = isSparse ? unsupported : refuseType(header.type)
      yield { name, byteCount: body.left, refused, open: (state) => body.open(state) }
    }
    isSparse = false
    if (!(await body.finish())) return
  }
}

/** The content of a member. */
class TarBody {
  left: number
  private readonly padding: number
  private readonly content: ChunkQueue
  private readonly archive: StreamState
  /** Whoever read it was told that the archive ends within it. */
  private isCut = false

  constructor(content: ChunkQueue, size: number, archive: StreamState) {
    this.content = content
    this.left = size
    this.padding = paddingOf(size)
    this.archive = archive
  }

  open(state: StreamState): ChunkQueue {
    return new ChunkQueue(this.chunks(state))
  }

  /** Leaves out the rest. False where the archive ended before. */
  async finish(): Promise<boolean> {
    if (this.isCut) return false
    this.left -= await this.content.skip(this.left)
    if (this.left > 0) this.archive.note(CUT)
    await this.content.skip(this.padding)
    return this.left === 0
  }

  private async *chunks(state: StreamState): AsyncGenerator<Uint8Array> {
    while (this.left > 0) {
      const piece = await this.content.nextPiece(this.left)
      if (piece === null) {
        this.isCut = true
        return state.note(this.archive.damage ?? { ...CUT, message: `${CUT.message} within this file` })
      }
      this.left -= piece.length
      state.bytesRead += piece.length
      yield piece
    }
  }
}

const unsupported: Refusal = { code: 'unsupported_entry', message: 'it is stored with its holes left out' }

function refuseType(type: string): Refusal | null {
  switch (type) {
    case '0':
    case '\0':
    case '7':
      return null
    case '1':
    case '2':
      return { code: 'link', message: 'it is a link' }
    case '3':
    case '4':
    case '6':
      return { code: 'special_file', message: 'it is a device or a pipe' }
    case 'S':
      return unsupported
    default:
      return { code: 'unsupported_entry', message: `it is of a kind that is not known (“${type}”)` }
  }
}

/** Also the name of a volume, and GNU’s list of what is in a folder. */
function isFolder({ type }: TarHeader, name: string): boolean {
  return '5DV'.includes(type) || name.endsWith('/')
}

function paddingOf(size: number): number {
  return (TAR_BLOCK_BYTES - (size % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES
}
