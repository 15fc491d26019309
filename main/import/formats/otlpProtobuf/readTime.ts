import type { TimeCells } from '../../columns/TimeCells'
import type { ProtobufReader } from '../../protobuf/ProtobufReader'

/**
 * Reads a `fixed64`, nanoseconds since the epoch, into a row of `times`. 0 is what protobuf has for no time; it, and what
 * lies beyond the range of the archive, leaves the row as it is.
 */
export function readTime(
  reader: ProtobufReader,
  end: number,
  cells: TimeCells,
  times: BigInt64Array<ArrayBuffer>,
  row: number,
): void {
  const at = reader.pass(8, end)
  const { view } = reader
  const low = view.getUint32(at, true)
  const high = view.getUint32(at + 4, true)
  if (high > 0x7fff_ffff || (high === 0x7fff_ffff && low === 0xffff_ffff) || (low | high) === 0) return
  cells.setWords(times, row, low, high)
}
