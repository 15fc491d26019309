/** Writes protobuf by hand: every function gives one field, `message` and `bytes` one with a length before it. */

export function varint(value: number | bigint): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  return Buffer.from([...bytes, Number(rest)])
}

export function tag(number: number, wire: number): Buffer {
  return varint(number * 8 + wire)
}

export function integer(number: number, value: number | bigint): Buffer {
  return Buffer.concat([tag(number, 0), varint(value)])
}

export function fixed64(number: number, value: bigint): Buffer {
  const content = Buffer.alloc(8)
  content.writeBigUInt64LE(BigInt.asUintN(64, value))
  return Buffer.concat([tag(number, 1), content])
}

export function double(number: number, value: number): Buffer {
  const content = Buffer.alloc(8)
  content.writeDoubleLE(value)
  return Buffer.concat([tag(number, 1), content])
}

export function fixed32(number: number, value: number): Buffer {
  const content = Buffer.alloc(4)
  content.writeUInt32LE(value)
  return Buffer.concat([tag(number, 5), content])
}

export function bytes(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([tag(number, 2), varint(content.length), content])
}

export function text(number: number, content: string): Buffer {
  return bytes(number, Buffer.from(content))
}

export function message(number: number, ...fields: Uint8Array[]): Buffer {
  return bytes(number, Buffer.concat(fields))
}

export function group(number: number, ...fields: Uint8Array[]): Buffer {
  return Buffer.concat([tag(number, 3), ...fields, tag(number, 4)])
}

/** A message with its length before it in four bytes, as the Collector's file exporter writes. */
export function withUint32(content: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([length, content])
}

/** A message with its length before it, as Java's `writeDelimitedTo` writes. */
export function withVarint(content: Uint8Array): Buffer {
  return Buffer.concat([varint(content.length), content])
}

/** A message as gRPC sends it. */
export function grpcFrame(content: Uint8Array, flags = 0): Buffer {
  return Buffer.concat([Buffer.from([flags]), withUint32(content)])
}
