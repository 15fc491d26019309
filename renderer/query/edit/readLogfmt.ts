import type { Place } from '../../../preload/contract/traceql/ast'

/** `key=value`; the value of a key alone is null. */
export interface Tag {
  key: string
  value: string | null
}

export type TagsRead = { tags: Tag[]; problem: null } | { tags: null; problem: Place & { message: string } }

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' }

/** Reads logfmt, as Jaeger's field for tags takes it: `http.status_code=500 error db.statement="select * from users"`. */
export function readLogfmt(text: string): TagsRead {
  const tags: Tag[] = []
  const space = /\s*/y
  const word = /[^\s="]*/y
  const string = /"((?:[^"\\]|\\.)*)"/suy
  let at = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at = pattern.lastIndex
    return match
  }
  const fail = (from: number, to: number, message: string): TagsRead => ({ tags: null, problem: { from, to, message } })
  for (take(space); at < text.length; take(space)) {
    const start = at
    const key = take(word)?.[0] ?? ''
    if (key === '' && text[at] === '"') return fail(at, at + 1, 'a name stands without quotes: name="a value"')
    if (key === '') return fail(at, at + 1, 'a name is missing before =')
    if (text[at] === '"') return fail(start, at + 1, `= is missing between ${key} and its value`)
    if (text[at] !== '=') {
      tags.push({ key, value: null })
      continue
    }
    at++
    const opened = at
    if (text[at] !== '"') {
      const value = take(word)?.[0] ?? ''
      const next = text[at]
      if (next === '=' || next === '"') return fail(at, at + 1, `a value with ${next} stands in quotes: ${key}="…"`)
      tags.push({ key, value })
      continue
    }
    const quoted = take(string)?.[1]
    if (quoted === undefined) return fail(opened, text.length, `the value of ${key} has no end: " is missing`)
    if (/\S/.test(text[at] ?? ' ')) return fail(at, at + 1, `a space is missing behind the value of ${key}`)
    const wrong = /\\([^"\\nrt])/su.exec(quoted.replaceAll('\\\\', '  '))
    if (wrong) {
      const from = opened + 1 + wrong.index
      return fail(from, from + wrong[0].length, `${wrong[0]} is no escape; a backslash in quotes is written \\\\`)
    }
    tags.push({ key, value: quoted.replace(/\\(.)/gsu, (_, letter: string) => ESCAPES[letter] ?? letter) })
  }
  return { tags, problem: null }
}

/** The text that `readLogfmt` reads as these tags. */
export function writeLogfmt(tags: readonly Tag[]): string {
  return tags.map(({ key, value }) => (value === null ? key : `${key}=${formatValue(value)}`)).join(' ')
}

function formatValue(value: string): string {
  if (value !== '' && !/[\s="\\]/.test(value)) return value
  const escaped = value.replace(/["\\\n\r\t]/g, (letter) => {
    const escape = Object.entries(ESCAPES).find(([, meant]) => meant === letter)
    return `\\${escape?.[0] ?? letter}`
  })
  return `"${escaped}"`
}
