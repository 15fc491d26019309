const MOST_CHARACTERS = 200

const decoder = new TextDecoder()

/** The beginning of `bytes` as text for people: at most 200 characters, on one line. */
export function sampleOf(bytes: Uint8Array): string {
  const text = decoder.decode(bytes.subarray(0, MOST_CHARACTERS * 4))
  const line = text.replace(/[\u0000-\u0020\u007f]+/g, ' ').trim()
  const characters = [...line.slice(0, MOST_CHARACTERS * 2)]
  return characters
    .slice(0, MOST_CHARACTERS)
    .join('')
    .replace(/\ufffd$/, '')
}
