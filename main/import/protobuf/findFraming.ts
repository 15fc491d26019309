import { DecodeProblems } from '../DecodeProblems'
import type { Head } from '../Head'
import { type Framing, FRAMINGS } from './Framing'
import type { MessageShape } from './MessageShape'
import { ProtobufWalker, UNREADABLE_PART } from './ProtobufWalker'

/**
 * How messages of a kind follow one another in the file that begins with `head`; null if it does not begin with one.
 * `shapeOf` makes a shape that calls `found` with each part which no other kind of file has at its place: it counts if
 * nothing before it was broken.
 */
export function findFraming(head: Head, shapeOf: (found: () => void) => MessageShape): Framing | null {
  const { buffer, byteOffset, length } = head.bytes
  const bytes = Buffer.from(buffer, byteOffset, length)
  const fits = (framing: Framing): boolean => {
    const problems = new DecodeProblems(0)
    let found = false
    const shape = shapeOf(() => (found ||= problems.rejected === 0 && !problems.has(UNREADABLE_PART)))
    const walker = new ProtobufWalker(shape, framing, { rollBack: () => {} }, problems)
    walker.decode(bytes, 0, length, 0, head.whole)
    return found
  }
  return FRAMINGS.find(fits) ?? null
}
