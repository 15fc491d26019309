import type { TextArena } from '../../columns/TextArena'
import type { TextColumn } from '../../columns/TextColumn'
import type { ProtobufReader } from '../../protobuf/ProtobufReader'
import type { RecordNotices } from '../otlp/RecordNotices'

export const TRACE_ID_BYTES = 16
export const SPAN_ID_BYTES = 8

const ZERO = 0x30

/**
 * Reads the id up to `end` into a cell as the archive shows it: in hexadecimal, padded with zeros on the left to
 * `idBytes` bytes. An id of so many hexadecimal digits instead of bytes is taken for what it means.
 */
export function readId(
  reader: ProtobufReader,
  end: number,
  text: TextArena,
  column: TextColumn,
  row: number,
  idBytes: number,
  notices: RecordNotices,
): void {
  const { bytes, position } = reader
  const offset = text.length
  if (end - position === idBytes) reader.hex(end, text)
  else if (end > position) {
    if (end - position === idBytes * 2 && isHexText(bytes, position, end)) {
      text.append(bytes.toString('latin1', position, end).toLowerCase())
      notices.add('text_ids', reader.base + position)
    } else {
      for (let missing = idBytes - (end - position); missing > 0; missing--) {
        text.appendByte(ZERO)
        text.appendByte(ZERO)
      }
      reader.hex(end, text)
    }
  }
  reader.position = end
  column.set(row, offset, text.length - offset)
}

function isHexText(bytes: Buffer, start: number, end: number): boolean {
  return /^[0-9a-f]+$/i.test(bytes.toString('latin1', start, end))
}
