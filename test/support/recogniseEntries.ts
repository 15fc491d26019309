import { formats } from '../../main/import/formats/index'
import { HEAD_BYTES, Head } from '../../main/import/Head'
import { openEntries } from '../../main/import/source/openEntries'
import { withFile } from './decodeTrace'

/** The formats of what is in a file, by path. */
export function recogniseEntries(bytes: Uint8Array): Promise<Record<string, string | null>> {
  return withFile(bytes, async (path) => {
    const found: Record<string, string | null> = {}
    const signal = new AbortController().signal
    for await (const { path: entryPath, source } of openEntries(path, {
      chunkBytes: 1 << 20,
      signal,
      read: () => {},
    })) {
      const head = source === null ? null : new Head(await source.peek(HEAD_BYTES))
      const format = head === null ? undefined : formats.find((candidate) => candidate.recognises(head))
      found[entryPath.slice(path.length)] = format?.name ?? null
    }
    return found
  })
}
