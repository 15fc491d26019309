import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipFileBytes {
  name: string | Buffer
  content: string | Uint8Array
  /** 0 stores; 8, which is the default, deflates; for others `content` is packed already. */
  method?: number
  /** What is in the archive in place of `content`, packed with `method`. */
  packed?: Buffer
  flags?: number
  /** Sizes and checksum behind the content: with the mark before them, without, or with sizes of 8 bytes. */
  descriptor?: 'marked' | 'bare' | 'large'
  /** Sizes and place in a field of zip64. */
  zip64?: boolean
  /** What the archive says, where that is wrong. */
  crc?: number
  unpackedBytes?: number
  /** Of a file made on Unix. */
  mode?: number
}

/** A zip archive, written as the specification has it (APPNOTE.TXT 6.3.10). */
export function zipBytes(files: ZipFileBytes[], { comment = '', zip64 = false } = {}): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let offset = 0
  const add = (...buffers: Buffer[]): void => {
    parts.push(...buffers)
    for (const { length } of buffers) offset += length
  }
  for (const file of files) {
    const name = Buffer.from(file.name)
    const content = Buffer.from(file.content)
    const { method = 8, descriptor, mode = 0o100644 } = file
    const packed = file.packed ?? (method === 8 ? deflateRawSync(content) : content)
    const flags = (file.flags ?? 0) | (descriptor === undefined ? 0 : 8)
    const crc = file.crc ?? crc32(content)
    const size = file.unpackedBytes ?? content.length
    const start = offset
    const known = descriptor === undefined
    const inField = file.zip64 === true
    const localSizes = known ? [packed.length, size] : [0, 0]
    const localExtra = inField && known ? zip64Field([size, packed.length]) : Buffer.alloc(0)
    add(
      numbers([4, 0x04034b50], [2, 45], [2, flags], [2, method], [4, 0], [4, known ? crc : 0]),
      numbers(...localSizes.map((value): [number, number] => [4, inField && known ? 0xffffffff : value])),
      numbers([2, name.length], [2, localExtra.length]),
      name,
      localExtra,
      packed,
    )
    if (descriptor === 'marked') add(numbers([4, 0x08074b50], [4, crc], [4, packed.length], [4, size]))
    if (descriptor === 'bare') add(numbers([4, crc], [4, packed.length], [4, size]))
    if (descriptor === 'large') add(numbers([4, 0x08074b50], [4, crc], [8, packed.length], [8, size]))
    const extra = inField ? zip64Field([size, packed.length, start]) : Buffer.alloc(0)
    list.push(
      numbers([4, 0x02014b50], [2, (3 << 8) | 45], [2, 45], [2, flags], [2, method], [4, 0], [4, crc]),
      numbers([4, inField ? 0xffffffff : packed.length], [4, inField ? 0xffffffff : size]),
      numbers([2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, (mode << 16) >>> 0]),
      numbers([4, inField ? 0xffffffff : start]),
      name,
      extra,
    )
  }
  const directory = Buffer.concat(list)
  const start = offset
  add(directory)
  if (zip64) {
    const end = offset
    add(numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, files.length], [8, files.length]))
    add(numbers([8, directory.length], [8, start], [4, 0x07064b50], [4, 0], [8, end], [4, 1]))
  }
  const count = zip64 ? 0xffff : files.length
  add(numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count]))
  add(numbers([4, zip64 ? 0xffffffff : directory.length], [4, zip64 ? 0xffffffff : start], [2, comment.length]))
  return Buffer.concat([...parts, Buffer.from(comment)])
}

function zip64Field(values: number[]): Buffer {
  return numbers([2, 1], [2, values.length * 8], ...values.map((value): [number, number] => [8, value]))
}

/** Numbers of so many bytes, the lowest first. */
function numbers(...fields: [bytes: number, value: number][]): Buffer {
  return Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes)
      if (bytes === 8) field.writeBigUInt64LE(BigInt(value))
      else field.writeUIntLE(value, 0, bytes)
      return field
    }),
  )
}
