import { Failed } from '../../../preload/contract/failure'
import type { ArchiveMember, Refusal } from './ArchiveMember'
import { isBeside, memberName } from './memberName'
import { type PackedFile, type RandomFile } from './PackedFile'
import { spool } from './spool'
import { type StreamDamage, StreamState } from './StreamState'
import { isTar, TAR_BLOCK_BYTES } from './tarHeader'
import { tarMembers } from './tarMembers'
import { TraceSource } from './TraceSource'
import type { UnpackBudget } from './UnpackBudget'
import { type Unwrapped, unwrap } from './unwrap'
import { isZip, zipMembers } from './zipMembers'

/** Archives within one another; each file in them may be packed three times besides. */
const MOST_LEVELS = 3
const MOST_FILES = 100_000

/** A file that may be an export, or what is to be said of an archive. */
export interface ExportEntry {
  /** The file’s own, or behind that of the archive and `!`: `a.zip!b/c.json`, `a.tar.gz!b.zip!c.json`. Each is there once. */
  path: string
  /** On disk; in an archive packed, where that is known. */
  byteCount: number
  /** Open until the next entry is asked for. Null for what is refused. */
  source: TraceSource | null
  /** Why it is not read, or, with the path of an archive, why files of it are missing. */
  refused: Refusal | null
}

export interface WalkOptions {
  chunkBytes: number
  budget: UnpackBudget
  /** Opens nothing but what has this path, at byte `from` of its unwrapped content; everything from the beginning if null. */
  only: string | null
  from: number
}

/** Goes through the files of a file on disk, and of the archives within it. */
export class ArchiveWalk {
  private readonly options: WalkOptions
  private fileCount = 0
  /** It goes no further. */
  private stopped = false

  constructor(options: WalkOptions) {
    this.options = options
  }

  /** The entries of a file that is in `level` archives. */
  async *entries(file: PackedFile, level: number): AsyncGenerator<ExportEntry> {
    const unwrapped = await unwrap(file.raw, (damage) => file.state.note(damage), this.options.budget)
    try {
      const head = await unwrapped.content.peek(TAR_BLOCK_BYTES)
      if (unwrapped.tooDeep) yield refusal(file, { code: 'too_deep', message: 'it is packed more than three times' })
      else if (!isZip(head) && !isTar(head)) yield* this.leaf(file, unwrapped)
      else if (level >= MOST_LEVELS) {
        yield refusal(file, { code: 'too_deep', message: 'it is an archive within three others' })
      } else if (isZip(head)) yield* this.zip(file, unwrapped, level)
      else yield* this.members(file, tarMembers(unwrapped.content, file.state), level)
    } finally {
      await unwrapped.close()
    }
  }

  private async *leaf(file: PackedFile, unwrapped: Unwrapped): AsyncGenerator<ExportEntry> {
    const { only, from, budget } = this.options
    if (only !== null && only !== file.path) return
    const source = await TraceSource.of(file, unwrapped, { from, budget, closing: () => Promise.resolve() })
    try {
      yield { path: file.path, byteCount: file.byteCount, source, refused: null }
    } finally {
      await source.close()
    }
  }

  private async *zip(file: PackedFile, unwrapped: Unwrapped, level: number): AsyncGenerator<ExportEntry> {
    const inPlace = unwrapped.wrappings === 0 ? file.random : null
    const random = inPlace ?? (await this.spooled(unwrapped))
    if ('code' in random) {
      yield refusal(file, random)
      return
    }
    try {
      yield* this.members(file, zipMembers(random, file.state, this.options.budget), level)
    } finally {
      if (random !== inPlace) await random.handle.close()
    }
  }

  private async spooled({ content }: Unwrapped): Promise<RandomFile | Refusal> {
    try {
      const spooled = await spool(content, this.options.chunkBytes)
      return spooled ?? { code: 'too_large', message: 'it is too large to be read within another archive' }
    } catch (error) {
      if (error instanceof Failed) throw error
      const problem = error instanceof Error ? error.message : String(error)
      return { code: 'unreadable', message: `it cannot be unpacked: ${problem}` }
    }
  }

  private async *members(
    archive: PackedFile,
    members: AsyncGenerator<ArchiveMember>,
    level: number,
  ): AsyncGenerator<ExportEntry> {
    const { only, budget } = this.options
    const names = new Map<string, number>()
    let isEmpty = true
    let told: StreamDamage | null = null
    for await (const member of members) {
      budget.check()
      const { name, refused } = memberName(member.name)
      if (isBeside(name)) continue
      isEmpty = false
      const occurrence = (names.get(name) ?? 0) + 1
      names.set(name, occurrence)
      const path = `${archive.path}!${name}${occurrence > 1 ? ` (${occurrence})` : ''}`
      if (++this.fileCount > MOST_FILES) {
        this.stopped = true
        const message = `it holds more than ${MOST_FILES} files; the others were not read`
        yield refusal(archive, { code: 'too_many_files', message })
        return
      }
      if (only !== null && only !== path && !only.startsWith(`${path}!`)) continue
      const state = new StreamState()
      const file: PackedFile = { path, byteCount: member.byteCount, raw: member.open(state), state, random: null }
      const problem = refused ?? member.refused
      if (problem === null) yield* this.entries(file, level + 1)
      else yield refusal(file, problem)
      await file.raw.close()
      told = state.damage
      if (this.stopped) return
      if (budget.spent) {
        this.stopped = true
        yield refusal(archive, {
          code: 'bomb',
          message: 'its files unpack to more than 1000 times its size; the others were not read',
        })
        return
      }
    }
    const { damage } = archive.state
    if (damage !== null && damage !== told) yield refusal(archive, damage)
    else if (isEmpty) yield refusal(archive, { code: 'empty_archive', message: 'it holds no files' })
  }
}

function refusal({ path, byteCount }: PackedFile, refused: Refusal): ExportEntry {
  return { path, byteCount, source: null, refused }
}
