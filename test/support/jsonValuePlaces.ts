/** Strings, numbers and words, brackets, and the colon behind a key. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[-\w.+]+|[[\]{}:]/gs

/** Where the values of JSON text begin and end, those within others too; of what is no JSON, something or other. */
export function jsonValuePlaces(text: string): [start: number, end: number][] {
  const places: [number, number][] = []
  const open: number[] = []
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') open.push(index)
    else if (token === ']' || token === '}') places.push([open.pop() ?? index, index + 1])
    // What stood before was the key.
    else if (token === ':') places.pop()
    else places.push([index, index + token.length])
  }
  return places
}
