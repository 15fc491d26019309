/** Bytes to be recognised again, compared four at a time. */
export class BytePattern {
  length = 0
  private words = new Int32Array(4)
  private wordCount = 0
  /** The bytes behind the last whole word. */
  private rest = 0
  private restMask = 0

  /** Takes bytes [start, end) of `view` for its own. */
  take(view: DataView, start: number, end: number): void {
    this.length = end - start
    this.wordCount = this.length >> 2
    if (this.words.length < this.wordCount) this.words = new Int32Array(this.wordCount)
    for (let index = 0; index < this.wordCount; index++) this.words[index] = view.getInt32(start + index * 4, true)
    this.rest = 0
    this.restMask = 0
    for (let at = start + this.wordCount * 4, shift = 0; at < end; at++, shift += 8) {
      this.rest |= view.getUint8(at) << shift
      this.restMask |= 0xff << shift
    }
  }

  /**
   * Whether its bytes lie at `at`, before `end`. May say no where `view` ends within the four bytes behind; an empty
   * one is nowhere.
   */
  isAt(view: DataView, at: number, end: number): boolean {
    const { length, words, wordCount } = this
    if (length === 0 || at + length > end || at + length + 4 > view.byteLength) return false
    for (let index = 0; index < wordCount; index++, at += 4) {
      if (view.getInt32(at, true) !== words[index]) return false
    }
    return ((view.getInt32(at, true) ^ this.rest) & this.restMask) === 0
  }
}
