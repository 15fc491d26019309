const WORD = 0x1_0000_0000

/**
 * End minus start of `count` rows from row `first` on, in nanoseconds; −1 where one of them is unknown or the end
 * comes first. `unknown` counts these. In words, since arithmetic on big integers takes ten times as long.
 */
export function durations(
  start: BigInt64Array,
  end: BigInt64Array,
  first: number,
  count: number,
): { values: BigInt64Array<ArrayBuffer>; unknown: number } {
  const values = new BigInt64Array(count)
  const low = new Uint32Array(values.buffer)
  const high = new Int32Array(values.buffer)
  const [startLow, startHigh] = [wordsOf(start, Uint32Array), wordsOf(start, Int32Array)]
  const [endLow, endHigh] = [wordsOf(end, Uint32Array), wordsOf(end, Int32Array)]
  let unknown = 0
  for (let row = 0; row < count; row++) {
    const at = (first + row) * 2
    const [fromHigh, toHigh] = [startHigh[at + 1] ?? 0, endHigh[at + 1] ?? 0]
    const difference = (toHigh - fromHigh) * WORD + ((endLow[at] ?? 0) - (startLow[at] ?? 0))
    if (fromHigh === NONE || toHigh === NONE || !(difference >= 0)) {
      values[row] = -1n
      unknown++
    } else if (difference < Number.MAX_SAFE_INTEGER) {
      low[row * 2] = difference % WORD
      high[row * 2 + 1] = Math.floor(difference / WORD)
    } else {
      values[row] = (end[first + row] ?? 0n) - (start[first + row] ?? 0n)
    }
  }
  return { values, unknown }
}

/** The upper word of `NO_TIME`, and of times before the year 1677. */
const NONE = -0x80000000

function wordsOf<Words>(
  times: BigInt64Array,
  constructor: new (buffer: ArrayBufferLike, at: number, length: number) => Words,
): Words {
  return new constructor(times.buffer, times.byteOffset, times.length * 2)
}
