import { decode, encode, ExtensionCodec } from '@msgpack/msgpack'

/**
 * Messages as bytes, for carriers that cannot clone objects (a WebSocket). First the length of what is said, as uint32
 * (little-endian), and that as MessagePack with big integers as int64. Behind it lie the typed arrays, each from a multiple of
 * eight bytes on, where the reader looks at them without a copy. In their place stands an extension type of ours: the array's
 * type, the type in which its elements travel, then where it lies behind what is said and its length in bytes.
 */
export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  const parts: Parts = { arrays: [], byteLength: 0 }
  const said = encode(message, { extensionCodec, context: parts, useBigInt64: true, ignoreUndefined: true })
  const first = aligned(LENGTH_BYTES + said.byteLength)
  const bytes = new Uint8Array(first + parts.byteLength)
  new DataView(bytes.buffer).setUint32(0, said.byteLength, true)
  bytes.set(said, LENGTH_BYTES)
  for (const { array, offset } of parts.arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), first + offset)
  }
  return bytes
}

/** Typed arrays in the answer may be views of `bytes`. Throws for what `encodeMessage` did not make. */
export function decodeMessage(bytes: Uint8Array | ArrayBuffer): unknown {
  const given = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
  const length = new DataView(given.buffer, given.byteOffset).getUint32(0, true)
  const said = given.subarray(LENGTH_BYTES, LENGTH_BYTES + length)
  const behind = given.subarray(aligned(LENGTH_BYTES + length))
  const parts: Parts = { arrays: [], byteLength: 0, behind }
  return decode(said, { extensionCodec, context: parts, useBigInt64: true })
}

interface Parts {
  arrays: { array: ArrayBufferView; offset: number }[]
  /** Of all arrays so far, each filled up. */
  byteLength: number
  /** While decoding: what lies behind what is said. */
  behind?: Uint8Array
}

const LENGTH_BYTES = 4
const TYPED_ARRAY = 1
type ViewOf = (buffer: ArrayBufferLike, offset: number, bytes: number) => ArrayBufferView
/** Their places name them in a message. */
const arrayTypes: { type: new () => ArrayBufferView; view: ViewOf }[] = [
  { type: Int32Array, view: (buffer, offset, bytes) => new Int32Array(buffer, offset, bytes / 4) },
  { type: Float64Array, view: (buffer, offset, bytes) => new Float64Array(buffer, offset, bytes / 8) },
  { type: Uint32Array, view: (buffer, offset, bytes) => new Uint32Array(buffer, offset, bytes / 4) },
  { type: BigInt64Array, view: (buffer, offset, bytes) => new BigInt64Array(buffer, offset, bytes / 8) },
  { type: Uint16Array, view: (buffer, offset, bytes) => new Uint16Array(buffer, offset, bytes / 2) },
  { type: Uint8Array, view: (buffer, offset, bytes) => new Uint8Array(buffer, offset, bytes) },
]
const INT32 = 0
const UINT16 = 4
const UINT8 = 5

const extensionCodec = new ExtensionCodec<Parts>()
extensionCodec.register({
  type: TYPED_ARRAY,
  encode(value: unknown, parts) {
    const type = arrayTypes.findIndex((known) => value instanceof known.type)
    if (type < 0 || !ArrayBuffer.isView(value)) return null
    const { array, arrayType } = narrowed(value, type)
    const offset = parts.byteLength
    parts.arrays.push({ array, offset })
    parts.byteLength = aligned(offset + array.byteLength)
    const place = new DataView(new ArrayBuffer(10))
    place.setUint8(0, type)
    place.setUint8(1, arrayType)
    place.setUint32(2, offset, true)
    place.setUint32(6, array.byteLength, true)
    return new Uint8Array(place.buffer)
  },
  decode(bytes, _type, { behind = new Uint8Array() }) {
    const place = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const offset = place.getUint32(2, true)
    const length = place.getUint32(6, true)
    const found = behind.subarray(offset, offset + length)
    if (found.byteLength < length) throw new RangeError('a message is cut within an array')
    const { buffer, byteOffset, byteLength } = found.byteOffset % 8 === 0 ? found : found.slice()
    const array = arrayTypes[place.getUint8(1)]?.view(buffer, byteOffset, byteLength)
    if (!array) throw new TypeError('a message has an array of an unknown type')
    const isNarrowed = place.getUint8(0) === INT32 && (array instanceof Uint8Array || array instanceof Uint16Array)
    return isNarrowed ? new Int32Array(array) : array
  },
})

/** Columns of a million small numbers, such as depths, travel in a quarter of their bytes. */
function narrowed(array: ArrayBufferView, type: number): { array: ArrayBufferView; arrayType: number } {
  const itself = { array, arrayType: type }
  if (!(array instanceof Int32Array)) return itself
  let all = 0
  // A negative number has its highest bit set.
  for (let index = 0; index < array.length; index++) all |= array[index] ?? 0
  if (all >>> 8 === 0) return { array: new Uint8Array(array), arrayType: UINT8 }
  return all >>> 16 === 0 ? { array: new Uint16Array(array), arrayType: UINT16 } : itself
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8
}
