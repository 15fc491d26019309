/** Files that are known by the bytes at `at`, 0 where it is not told. */
const MAGIC: { bytes: number[] | string; at?: number; name: string }[] = [
  { bytes: 'PAR1', name: 'a Parquet file' },
  { bytes: 'ARROW1', name: 'an Arrow file' },
  { bytes: 'PK\u0003\u0004', name: 'a zip archive' },
  { bytes: 'PK\u0005\u0006', name: 'an empty zip archive' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a zstd stream' },
  { bytes: [0x2a, 0x4d, 0x18], at: 1, name: 'a zstd stream' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], at: 4, name: 'a file of the OpenTelemetry Collector, packed with zstd' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'an xz archive' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], name: 'a 7-Zip archive' },
  { bytes: 'BZh', name: 'a bzip2 archive' },
  { bytes: [0x04, 0x22, 0x4d, 0x18], name: 'an LZ4 stream' },
  { bytes: [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50], name: 'a Snappy stream' },
  { bytes: 'ustar', at: 257, name: 'a tar archive' },
  { bytes: 'SQLite format 3\u0000', name: 'an SQLite database' },
  { bytes: 'DUCK', at: 8, name: 'a DuckDB database' },
  { bytes: [0x1f, 0x8b], name: 'gzip within gzip within gzip' },
  { bytes: '%PDF', name: 'a PDF document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'an image' },
]

/** The name of a kind of binary file, null for what may be text. */
export function describeBinary(bytes: Uint8Array): string | null {
  for (const { bytes: magic, at = 0, name } of MAGIC) {
    const expected = typeof magic === 'string' ? [...magic].map((character) => character.charCodeAt(0)) : magic
    if (expected.every((byte, index) => bytes[at + index] === byte)) return name
  }
  if (isOtlpProtobuf(bytes, 0)) return 'OTLP protobuf'
  if (isOtlpProtobuf(bytes, 4)) return 'OTLP protobuf, with a length before each message'
  return bytes.includes(0) ? 'binary data' : null
}

/**
 * Whether messages begin at `start` as those of OTLP do: field 1 (a ResourceSpans), within it field 1 (a Resource), within it
 * field 1 (a KeyValue), within it field 1 (a key in printable characters).
 */
function isOtlpProtobuf(bytes: Uint8Array, start: number): boolean {
  let at = start
  let length = 0
  for (let level = 0; level < 4; level++) {
    if (bytes[at++] !== 0x0a) return false
    length = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0
      length += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) break
      if (shift > 28) return false
    }
  }
  const key = bytes.subarray(at, at + length)
  return key.length > 0 && key.length === length && key.every((byte) => byte > 0x20 && byte < 0x7f)
}
