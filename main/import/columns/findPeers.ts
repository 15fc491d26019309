import { SPAN_KINDS } from '../../../preload/contract/trace'
import { PEER_KEYS } from '../../analysis/peerKeys'
import type { AttributeCells, TextCells } from '../SpanBatch'

const CLIENT = SPAN_KINDS.indexOf('client')
const PRODUCER = SPAN_KINDS.indexOf('producer')
const NAMESPACE = 'db.namespace'
const NONE = PEER_KEYS.length
const decoder = new TextDecoder()

/**
 * The other side of each span's call: what the span names itself (`named`), or, of clients and producers, what their
 * attributes let us conclude. Redis numbers its databases, which names nothing.
 */
export function findPeers(
  text: Uint8Array,
  kind: Uint8Array,
  { first, key, keys, value }: AttributeCells,
): { peer: TextCells; named: Uint8Array } {
  const count = kind.length
  const peer: TextCells = { offset: new Uint32Array(count), length: new Int32Array(count).fill(-1) }
  const named = new Uint8Array(count)
  const ranks = ranksOf(text, keys)
  if (ranks === null) return { peer, named }
  for (let row = 0; row < count; row++) {
    const concludes = kind[row] === CLIENT || kind[row] === PRODUCER
    let best = concludes ? NONE : 1
    const end = first[row + 1] ?? 0
    for (let entry = first[row] ?? 0; entry < end; entry++) {
      const rank = ranks[key[entry] ?? 0] ?? NONE
      if (rank >= best || (value.length[entry] ?? -1) <= 0) continue
      const offset = value.offset[entry] ?? 0
      const length = value.length[entry] ?? 0
      if (PEER_KEYS[rank] === NAMESPACE && isNumber(text, offset, length)) continue
      best = rank
      peer.offset[row] = offset
      peer.length[row] = length
    }
    named[row] = Number(best === 0)
  }
  return { peer, named }
}

/** For each key its place in `PEER_KEYS`; null where none of them occurs. */
function ranksOf(text: Uint8Array, { offset, length }: TextCells): Uint8Array | null {
  const ranks = new Uint8Array(offset.length).fill(NONE)
  let found = false
  for (let key = 0; key < ranks.length; key++) {
    const start = offset[key] ?? 0
    const size = length[key] ?? 0
    if (size < 7 || size > 26) continue
    const rank = PEER_KEYS.indexOf(decoder.decode(text.subarray(start, start + size)))
    if (rank < 0) continue
    ranks[key] = rank
    found = true
  }
  return found ? ranks : null
}

function isNumber(text: Uint8Array, offset: number, length: number): boolean {
  for (let at = offset; at < offset + length; at++) {
    const byte = text[at] ?? 0
    if (byte < 0x30 || byte > 0x39) return false
  }
  return true
}
