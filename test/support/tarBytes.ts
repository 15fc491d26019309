const BLOCK_BYTES = 512

export interface TarFileBytes {
  name: string
  content?: string | Uint8Array
  /** One character; a file without it. */
  type?: string
  /** What the header says, where that is wrong, or is told in a number of base 256. */
  size?: number
  binarySize?: boolean
  prefix?: string
}

/** A tar archive of GNU’s or POSIX’s kind, header by header, with the end that it should have. */
export function tarBytes(files: TarFileBytes[]): Buffer {
  return Buffer.concat([...files.map(tarFile), Buffer.alloc(2 * BLOCK_BYTES)])
}

/** The header, the content and what fills up the last block. */
export function tarFile({
  name,
  content = '',
  type = '0',
  size,
  binarySize = false,
  prefix = '',
}: TarFileBytes): Buffer {
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(BLOCK_BYTES)
  header.write(name, 0, 100)
  header.write('0000644\0', 100)
  if (binarySize) {
    header[124] = 0x80
    header.writeUIntBE(size ?? bytes.length, 130, 6)
  } else header.write((size ?? bytes.length).toString(8).padStart(11, '0'), 124)
  header.write(type, 156)
  header.write('ustar\x0000', 257)
  header.write(prefix, 345, 155)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const padding = (BLOCK_BYTES - (bytes.length % BLOCK_BYTES)) % BLOCK_BYTES
  return Buffer.concat([header, bytes, Buffer.alloc(padding)])
}
