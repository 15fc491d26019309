import { openEntries } from '../../main/import/source/openEntries'
import { withFile } from './decodeTrace'

export interface ReadEntry {
  /** Behind the path of the file on disk. */
  path: string
  /** Null for what is refused. */
  content: string | null
  /** The code of what is wrong. */
  damage?: string
  refused?: string
}

/** Everything that is in a file of these bytes, as text. */
export function readEntries(bytes: string | Uint8Array, chunkBytes = 1 << 16): Promise<ReadEntry[]> {
  return withFile(bytes, async (path) => {
    const found: ReadEntry[] = []
    const signal = new AbortController().signal
    for await (const entry of openEntries(path, { chunkBytes, signal, read: () => {} })) {
      const read: ReadEntry = { path: entry.path.slice(path.length), content: null }
      if (entry.source !== null) {
        const chunks: Uint8Array[] = []
        for (let chunk = await entry.source.next(); chunk !== null; chunk = await entry.source.next())
          chunks.push(chunk)
        read.content = Buffer.concat(chunks).toString()
        if (entry.source.damage !== null) read.damage = entry.source.damage.code
      }
      if (entry.refused !== null) read.refused = entry.refused.code
      found.push(read)
    }
    return found
  })
}
