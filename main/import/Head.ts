import { type Sketch, sketchJson } from './sketchJson'

/** How much of a file, unwrapped, formats may look at. */
export const HEAD_BYTES = 64 << 10

const decoder = new TextDecoder()

/** The beginning of a file, by which its format is recognised. */
export class Head {
  readonly bytes: Uint8Array
  /** It is the whole file. */
  readonly whole: boolean
  private known: Sketch[] | null = null

  constructor(bytes: Uint8Array) {
    this.bytes = bytes.slice()
    this.whole = bytes.length < HEAD_BYTES
  }

  /** The first values, if it is JSON. */
  get values(): Sketch[] {
    this.known ??= this.looksLikeJson ? sketchJson(decoder.decode(this.bytes)) : []
    return this.known
  }

  /** Its first character is a bracket. */
  get looksLikeJson(): boolean {
    const first = this.bytes.find((byte) => byte > 0x20)
    return first === 0x7b || first === 0x5b
  }

  /** Each line is a value of its own, as far as the first two tell. */
  get isJsonLines(): boolean {
    const newline = this.bytes.indexOf(0x0a)
    if (newline < 2) return false
    const first = decoder.decode(this.bytes.subarray(0, newline)).trim()
    const second = decoder.decode(this.bytes.subarray(newline + 1, newline + 65)).replace(/\n[^]*/, '')
    if (!/^(\{"|\[\{|\{\}|\[\])/.test(first) || !/^(\{"|\[\{|\{\}|\[\])/.test(second)) return false
    return !/[,:[{]$/.test(first) || first.slice(0, 12) === second.slice(0, 12)
  }
}
