import type { ChunkQueue } from './ChunkQueue'

export type Encoding = { name: 'utf-8' | 'utf-16le' | 'utf-16be'; markBytes: number }

const encoder = new TextEncoder()

/** What the byte order mark at the beginning says; UTF-8 where there is none. */
export function encodingOf(head: Uint8Array): Encoding {
  const [first, second, third] = head
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', markBytes: 3 }
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', markBytes: 2 }
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', markBytes: 2 }
  return { name: 'utf-8', markBytes: 0 }
}

/** UTF-16 text, behind its byte order mark, as UTF-8. */
export async function* utf16AsUtf8(chunks: ChunkQueue, bigEndian: boolean): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-16le', { ignoreBOM: true })
  let odd: Uint8Array = new Uint8Array(0)
  for (;;) {
    const chunk = await chunks.next()
    if (chunk === null) break
    const bytes = Buffer.concat([odd, chunk])
    const even = bytes.length & ~1
    odd = bytes.subarray(even)
    const units = bytes.subarray(0, even)
    if (bigEndian) units.swap16()
    yield encoder.encode(decoder.decode(units, { stream: true }))
  }
  yield encoder.encode(decoder.decode())
}
