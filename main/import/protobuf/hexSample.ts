const MOST_BYTES = 64

const encoder = new TextEncoder()

/** The beginning of bytes [start, end) in hexadecimal, for people: `0a 1f 73`. */
export function hexSample(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const shown = bytes.subarray(start, Math.min(end, start + MOST_BYTES))
  return encoder.encode(Array.from(shown, (byte) => byte.toString(16).padStart(2, '0')).join(' '))
}
