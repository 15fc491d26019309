import { decode, encode, ExtensionCodec } from '@msgpack/msgpack'

/**
 * Messages as bytes, for carriers that cannot clone objects (a WebSocket): MessagePack with big integers
 * as int64 and typed arrays as an extension type of ours: one byte naming the array's type, then its bytes.
 */
export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  return encode(message, { extensionCodec, useBigInt64: true, ignoreUndefined: true })
}

export function decodeMessage(bytes: Uint8Array | ArrayBuffer): unknown {
  return decode(bytes, { extensionCodec, useBigInt64: true })
}

const TYPED_ARRAY = 1
const arrayTypes = [Int32Array, Float64Array, Uint32Array, BigInt64Array, Uint16Array] as const

const extensionCodec = new ExtensionCodec()
extensionCodec.register({
  type: TYPED_ARRAY,
  encode(value: unknown) {
    const type = arrayTypes.findIndex((arrayType) => value instanceof arrayType)
    if (type < 0 || !ArrayBuffer.isView(value)) return null
    const bytes = new Uint8Array(1 + value.byteLength)
    bytes[0] = type
    bytes.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), 1)
    return bytes
  },
  decode(bytes) {
    const arrayType = arrayTypes[bytes[0] ?? 0] ?? Int32Array
    // A copy, because an array's start must be a multiple of its element's size.
    return new arrayType(bytes.slice(1).buffer)
  },
})
