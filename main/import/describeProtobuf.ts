const VARINT = 0
const FIXED64 = 1
const LENGTH_DELIMITED = 2
const FIXED32 = 5
/** As many messages at the beginning of a Perfetto trace are looked at. */
const MOST_PACKETS = 20
/** Fields of a packet: its time, and the number of the sequence that it belongs to. */
const PACKET_TIMESTAMP = 8
const PACKET_SEQUENCE = 10

interface Field {
  number: number
  wireType: number
  start: number
  end: number
}

/** Names protobuf files of other tools, by what their first messages look like: protobuf has no mark of its own. */
export function describeProtobuf(bytes: Uint8Array): string | null {
  const [first] = fieldsOf(bytes, 0, bytes.length)
  if (first?.number !== 1 || first.wireType !== LENGTH_DELIMITED || first.end > bytes.length) return null
  if (isPprof(bytes, first)) return 'a pprof profile'
  return isPerfetto(bytes) ? 'a Perfetto trace' : null
}

/**
 * Its first field is a type of sample, which is two references to strings.
 * https://github.com/google/pprof/blob/main/proto/profile.proto
 */
function isPprof(bytes: Uint8Array, { start, end }: Field): boolean {
  const [type, unit, ...others] = fieldsOf(bytes, start, end)
  const isReference = (field: Field | undefined, number: number): boolean =>
    field?.number === number && field.wireType === VARINT
  return isReference(type, 1) && isReference(unit, 2) && unit?.end === end && others.length === 0
}

/**
 * It is a list of packets, which have a time and a sequence.
 * https://github.com/google/perfetto/blob/main/protos/perfetto/trace/trace_packet.proto
 */
function isPerfetto(bytes: Uint8Array): boolean {
  const packets = fieldsOf(bytes, 0, bytes.length).slice(0, MOST_PACKETS)
  if (packets.some(({ number, wireType }) => number !== 1 || wireType !== LENGTH_DELIMITED)) return false
  return packets.some(({ start, end }) => {
    const varints = fieldsOf(bytes, start, end).filter(({ wireType }) => wireType === VARINT)
    const has = (number: number): boolean => varints.some((field) => field.number === number)
    return has(PACKET_SEQUENCE) || has(PACKET_TIMESTAMP)
  })
}

/** The fields of a message, up to the first that cannot be one. The last may end behind the bytes. */
function fieldsOf(bytes: Uint8Array, from: number, to: number): Field[] {
  const fields: Field[] = []
  for (let at = from; at < to;) {
    const tag = varintAt(bytes, at)
    if (tag === null || tag.value < 8) break
    const wireType = tag.value % 8
    const number = Math.floor(tag.value / 8)
    const value = wireType === VARINT || wireType === LENGTH_DELIMITED ? varintAt(bytes, tag.end) : null
    let start = tag.end
    let end = NaN
    if (wireType === VARINT && value !== null) ({ end } = value)
    else if (wireType === LENGTH_DELIMITED && value !== null) {
      start = value.end
      end = start + value.value
    } else if (wireType === FIXED64) end = start + 8
    else if (wireType === FIXED32) end = start + 4
    if (Number.isNaN(end)) break
    fields.push({ number, wireType, start, end })
    at = end
  }
  return fields
}

function varintAt(bytes: Uint8Array, start: number): { value: number; end: number } | null {
  let value = 0
  for (let at = start; at < start + 10; at++) {
    const byte = bytes[at]
    if (byte === undefined) return null
    value += (byte & 0x7f) * 2 ** (7 * (at - start))
    if (byte < 0x80) return { value, end: at + 1 }
  }
  return null
}
