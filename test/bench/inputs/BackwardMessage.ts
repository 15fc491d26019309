/** Protobuf messages written from their end to their beginning, so that each length is known when it is written. */
export class BackwardMessage {
  /** Where what is written begins. */
  start: number
  private readonly bytes: Buffer

  constructor(mostBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(mostBytes)
    this.start = mostBytes
  }

  /** What is written; it is overwritten behind the next `clear`. */
  get written(): Buffer {
    return this.bytes.subarray(this.start)
  }

  clear(): void {
    this.start = this.bytes.length
  }

  /** Makes what was written since `end` was the start the content of a length-delimited field. */
  wrap(field: number, end: number): void {
    this.varint(end - this.start)
    this.varint((field << 3) | 2)
  }

  text(field: number, text: string): void {
    const length = Buffer.byteLength(text)
    this.start -= length
    this.bytes.write(text, this.start)
    this.wrap(field, this.start + length)
  }

  hexBytes(field: number, hex: string): void {
    this.start -= hex.length / 2
    this.bytes.write(hex, this.start, 'hex')
    this.wrap(field, this.start + hex.length / 2)
  }

  integer(field: number, value: number): void {
    this.varint(value)
    this.varint(field << 3)
  }

  fixed64(field: number, value: bigint): void {
    this.start -= 8
    this.bytes.writeBigUInt64LE(value, this.start)
    this.varint((field << 3) | 1)
  }

  double(field: number, value: number): void {
    this.start -= 8
    this.bytes.writeDoubleLE(value, this.start)
    this.varint((field << 3) | 1)
  }

  fixed32(field: number, value: number): void {
    this.start -= 4
    this.bytes.writeUInt32LE(value, this.start)
    this.varint((field << 3) | 5)
  }

  /** Four bytes which tell how long all behind them is, the highest first. */
  lengthPrefix(): void {
    const length = this.bytes.length - this.start
    this.start -= 4
    this.bytes.writeUInt32BE(length, this.start)
  }

  private varint(value: number): void {
    let length = 1
    for (let rest = value >>> 7; rest > 0; rest >>>= 7) length++
    this.start -= length
    let rest = value
    for (let at = 0; at < length; at++, rest >>>= 7) {
      this.bytes[this.start + at] = (rest & 0x7f) | (at + 1 < length ? 0x80 : 0)
    }
  }
}
