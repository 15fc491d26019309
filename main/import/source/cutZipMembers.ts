import type { ArchiveMember } from './ArchiveMember'
import type { ChunkQueue } from './ChunkQueue'
import { CutZipBody } from './CutZipBody'
import type { UnpackBudget } from './UnpackBudget'
import { refuseZipEntry, zipEntryName } from './zipEntry'
import { readZipHeader, ZIP_HEADER_BYTES, zipContentStart } from './zipHeader'

/**
 * The files in a zip archive without the list at its end, as the headers before them tell of them. It ends with one
 * that does not tell where it ends.
 */
export async function* cutZipMembers(content: ChunkQueue, budget: UnpackBudget): AsyncGenerator<ArchiveMember> {
  for (;;) {
    const header = Buffer.from(await content.take(ZIP_HEADER_BYTES))
    if (zipContentStart(header) === null) return
    const rawName = Buffer.from(await content.take(header.readUInt16LE(26)))
    const extra = Buffer.from(await content.take(header.readUInt16LE(28)))
    if (ZIP_HEADER_BYTES + rawName.length + extra.length !== zipContentStart(header)) return
    const entry = readZipHeader(header, extra)
    const body = new CutZipBody(content, entry, budget)
    const refused = refuseZipEntry(entry)
    yield {
      name: zipEntryName(rawName, extra, entry.flags),
      byteCount: entry.packedBytes,
      refused: refused ?? body.refused,
      open: (state) => body.open(state),
    }
    if (!(await body.finish())) return
  }
}
