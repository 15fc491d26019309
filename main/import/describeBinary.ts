import { describeProtobuf } from './describeProtobuf'

/** Files that are known by the bytes at `at`, 0 where it is not told. */
const MAGIC: { bytes: number[] | string; at?: number; name: string }[] = [
  { bytes: 'PAR1', name: 'a Parquet file' },
  { bytes: 'ARROW1', name: 'an Arrow file' },
  { bytes: [0xff, 0xff, 0xff, 0xff], name: 'an Arrow stream' },
  { bytes: 'Obj\u0001', name: 'an Avro file' },
  { bytes: 'PK\u0003\u0004', name: 'a zip archive' },
  { bytes: 'PK\u0005\u0006', name: 'an empty zip archive' },
  { bytes: 'ustar', at: 257, name: 'a tar archive' },
  { bytes: [0x1f, 0x8b], name: 'gzip within three other wrappings' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a zstd stream within three other wrappings' },
  { bytes: [0x2a, 0x4d, 0x18], at: 1, name: 'a zstd stream within three other wrappings' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], name: 'an xz archive' },
  { bytes: [0x5d, 0x00, 0x00], name: 'an LZMA archive' },
  { bytes: 'LZIP\u0001', name: 'an lzip archive' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], name: 'a 7-Zip archive' },
  { bytes: 'Rar!\u001a\u0007', name: 'a RAR archive' },
  { bytes: 'BZh', name: 'a bzip2 archive' },
  { bytes: [0x1f, 0x9d], name: 'an archive of Unix compress' },
  { bytes: [0x04, 0x22, 0x4d, 0x18], name: 'an LZ4 stream' },
  { bytes: [0x02, 0x21, 0x4c, 0x18], name: 'an LZ4 stream' },
  { bytes: [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59], name: 'a Snappy stream' },
  { bytes: [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00], name: 'a Snappy stream' },
  { bytes: 'SQLite format 3\u0000', name: 'an SQLite database' },
  { bytes: 'DUCK', at: 8, name: 'a DuckDB database' },
  { bytes: 'FLR\u0000', name: 'a Java Flight Recorder recording' },
  { bytes: [0xc1, 0x1f, 0xfc, 0xc1], name: 'a CTF trace' },
  { bytes: 'PERFILE2', name: 'a recording of Linux perf' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { bytes: '%PDF', name: 'a PDF document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'an image' },
  { bytes: [0xff, 0xd8, 0xff], name: 'an image' },
  { bytes: 'GIF8', name: 'an image' },
  { bytes: 'WEBP', at: 8, name: 'an image' },
]

/** The name of a kind of binary file, null for what may be text. */
export function describeBinary(bytes: Uint8Array): string | null {
  for (const { bytes: magic, at = 0, name } of MAGIC) {
    const expected = typeof magic === 'string' ? [...magic].map((character) => character.charCodeAt(0)) : magic
    if (expected.every((byte, index) => bytes[at + index] === byte)) return name
  }
  return describeProtobuf(bytes) ?? (bytes.includes(0) ? 'binary data' : null)
}
