import { isJsonNumber } from './rawJson'

const TOKEN = /[ \t\r\n]*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|([-+.\w]+))/y

/**
 * JSON of any depth as OTLP's `AnyValue` in JSON; null for what is not JSON. Strings and numbers stay as they are
 * written, so that no digit is lost.
 */
export function anyValueOfJson(json: string): string | null {
  const open: ('[' | '{')[] = []
  let text = ''
  let keyFollows = false
  TOKEN.lastIndex = 0
  do {
    const [token, bracket, quoted, word] = TOKEN.exec(json) ?? []
    if (token === undefined) return null
    if (quoted !== undefined && keyFollows) {
      text += `{"key":${quoted},"value":`
      keyFollows = false
      continue
    }
    if (bracket === '[' || bracket === '{') {
      open.push(bracket)
      text += bracket === '[' ? '{"arrayValue":{"values":[' : '{"kvlistValue":{"values":['
      keyFollows = bracket === '{'
      continue
    }
    if (bracket === ':') continue
    if (bracket === ',') {
      text += ','
      keyFollows = open.at(-1) === '{'
      continue
    }
    if (bracket !== undefined) {
      if (open.pop() !== (bracket === ']' ? '[' : '{')) return null
      text += ']}}'
      keyFollows = false
    } else {
      const value = quoted === undefined ? anyValueOfWord(word ?? '') : `{"stringValue":${quoted}}`
      if (value === null) return null
      text += value
    }
    if (open.at(-1) === '{') text += '}'
  } while (open.length > 0)
  return json.slice(TOKEN.lastIndex).trim() === '' ? text : null
}

function anyValueOfWord(word: string): string | null {
  if (word === 'true' || word === 'false') return `{"boolValue":${word}}`
  if (word === 'null') return '{}'
  if (!isJsonNumber(word)) return null
  return /^-?\d+$/.test(word) ? `{"intValue":"${word}"}` : `{"doubleValue":${word}}`
}
