import type { TextArena } from '../../columns/TextArena'
import type { TextColumn } from '../../columns/TextColumn'
import { RecordFault } from '../../json/JsonFault'
import type { JsonReader } from '../../json/JsonReader'
import { SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { scanNumeric, tokenText } from '../../json/readNumber'

/** A trace id that is given as two signed integers of 64 bits, as Jaeger's Thrift model has it. Reused. */
export class TraceIdHalves {
  isTold = false
  private readonly text: TextArena
  private low = 0n
  private high = 0n

  constructor(text: TextArena) {
    this.text = text
  }

  clear(): void {
    this.isTold = false
    this.low = 0n
    this.high = 0n
  }

  read(reader: JsonReader, isHigh: boolean): void {
    const half = readInteger(reader, 'half of a trace id')
    if (half === null) return
    this.isTold = true
    if (isHigh) this.high = half
    else this.low = half
  }

  setId(column: TextColumn, row: number): void {
    const { text } = this
    const offset = text.length
    for (const half of [this.high, this.low]) text.append(hexadecimal(half))
    column.set(row, offset, TRACE_ID_DIGITS)
  }
}

/** Reads a span id that is a signed integer of 64 bits. */
export function readIntegerId(
  reader: JsonReader,
  text: TextArena,
  column: TextColumn,
  row: number,
  field: string,
): void {
  const id = readInteger(reader, field)
  if (id === null) return
  const offset = text.length
  text.append(hexadecimal(id))
  column.set(row, offset, SPAN_ID_DIGITS)
}

function readInteger(reader: JsonReader, field: string): bigint | null {
  if (!scanNumeric(reader, field)) return null
  const written = tokenText(reader)
  if (!/^-?\d{1,20}$/.test(written)) throw new RecordFault('wrong_type', `${field} is not an integer`)
  return BigInt(written)
}

function hexadecimal(integer: bigint): string {
  return BigInt.asUintN(64, integer).toString(16).padStart(SPAN_ID_DIGITS, '0')
}
