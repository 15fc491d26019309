/** The beginning of a JSON text as values: arrays and objects may be cut short, where the text was or where it is broken. */
export type Sketch = string | number | boolean | null | Sketch[] | SketchObject
export type SketchObject = Map<string, Sketch>

const MOST_VALUES = 3
const TOKEN = /[\s,:\u001e]*(?:([{}[\]])|("(?:[^"\\\u0000-\u001f]|\\.)*")|([-\w.+]+))/y

/** The first values (at most three) of a text that may be cut anywhere. Empty for what is not JSON. */
export function sketchJson(text: string): Sketch[] {
  const values: Sketch[] = []
  const open: (Sketch[] | SketchObject)[] = []
  let key: string | null = null
  TOKEN.lastIndex = 0
  while (open.length > 0 || values.length < MOST_VALUES) {
    const match = TOKEN.exec(text)
    if (match === null) break
    const [, bracket, quoted, word] = match
    const parent = open.at(-1)
    if (bracket === '}' || bracket === ']') {
      if (parent === undefined || (bracket === ']') !== Array.isArray(parent)) break
      open.pop()
      continue
    }
    if (parent instanceof Map && key === null) {
      if (quoted === undefined) break
      key = unquote(quoted)
      continue
    }
    const value =
      bracket === '{'
        ? new Map<string, Sketch>()
        : bracket === '['
          ? []
          : quoted !== undefined
            ? unquote(quoted)
            : wordValue(word)
    if (value === undefined) break
    if (parent === undefined) values.push(value)
    else if (parent instanceof Map) parent.set(key ?? '', value)
    else parent.push(value)
    key = null
    if (value instanceof Map || Array.isArray(value)) open.push(value)
  }
  return values
}

export function isObject(value: Sketch | undefined): value is SketchObject {
  return value instanceof Map
}

/** The elements of a list, none of anything else. */
export function elementsOf(value: Sketch | undefined): Sketch[] {
  return Array.isArray(value) ? value : []
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}

function wordValue(word: string | undefined): Sketch | undefined {
  if (word === 'true') return true
  if (word === 'false') return false
  if (word === 'null') return null
  const number = Number(word)
  return Number.isNaN(number) ? undefined : number
}
