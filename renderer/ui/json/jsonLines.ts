/** A line of JSON that is spread over lines. */
export interface JsonLine {
  text: string
  /** Steps of two spaces before it. */
  depth: number
  /** The line that closes what this one opens; −1 where it opens nothing. */
  end: number
}

/** The lines of `JSON.stringify(…, null, 2)`, and what can be folded in them. */
export function jsonLines(spread: string): JsonLine[] {
  const open: JsonLine[] = []
  return spread.split('\n').map((written, index) => {
    const text = written.trimStart()
    const line = { text, depth: (written.length - text.length) / 2, end: -1 }
    const closed = /^[\]}]/.test(text) ? open.pop() : undefined
    if (closed) closed.end = index
    if (/[[{]$/.test(text)) open.push(line)
    return line
  })
}

/** The places of the lines that show when those at `folded` are closed: each stands for all up to its end. */
export function shownLines(lines: readonly JsonLine[], folded: ReadonlySet<number>): number[] {
  const shown: number[] = []
  for (let place = 0; place < lines.length; place++) {
    shown.push(place)
    const end = lines[place]?.end ?? -1
    if (folded.has(place) && end >= 0) place = end
  }
  return shown
}
