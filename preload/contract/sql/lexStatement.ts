export interface SqlToken {
  /** `name` is an identifier in double quotes, `text` any literal of characters. */
  kind: 'word' | 'name' | 'text' | 'number' | 'symbol'
  /** As written; of names and texts what stands between the quotes. */
  value: string
  /** UTF-16 units from the start of the text; `end` is exclusive. */
  start: number
  end: number
}

const SPACE = /\s+/y
const LINE_COMMENT = /--[^\n\r]*/y
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y
const WORD = /(?:(?!\s)[A-Za-z_\u0080-\uffff])(?:(?!\s)[\w$\u0080-\uffff])*/y
const NUMBER = /\d[\w.]*/y

/**
 * The tokens of a text as DuckDB's scanner sees them, without spaces and comments.
 * What is left open reaches to the end of the text; the parser will say so.
 */
export function lexStatement(text: string): SqlToken[] {
  const tokens: SqlToken[] = []
  let at = 0
  const matched = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  const take = (kind: SqlToken['kind'], end: number, value: string) => {
    tokens.push({ kind, value, start: at, end })
    at = end
  }
  while (at < text.length) {
    const skipped = matched(SPACE) ?? matched(LINE_COMMENT)
    if (skipped) {
      at += skipped.length
      continue
    }
    if (text.startsWith('/*', at)) {
      at = endOfBlockComment(text, at)
      continue
    }
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    if (character === "'" || character === '"') {
      const end = endOfQuoted(text, at, false)
      const inner = text.slice(at + 1, end - 1).replaceAll(character + character, character)
      take(character === '"' ? 'name' : 'text', end, inner)
      continue
    }
    if (next === "'" && /[eExXbB]/.test(character)) {
      const end = endOfQuoted(text, at + 1, /[eE]/.test(character))
      take('text', end, text.slice(at + 2, end - 1))
      continue
    }
    const dollar = matched(DOLLAR)
    if (dollar) {
      const close = text.indexOf(dollar, at + dollar.length)
      const end = close < 0 ? text.length : close + dollar.length
      take('text', end, text.slice(at + dollar.length, end - dollar.length))
      continue
    }
    const word = matched(WORD)
    const number = word ?? matched(NUMBER)
    if (word) take('word', at + word.length, word)
    else if (number) take('number', at + number.length, number)
    else take('symbol', at + 1, character)
  }
  return tokens
}

/** Comments nest, as in PostgreSQL. */
function endOfBlockComment(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const pair = text.slice(at, at + 2)
    if (pair === '/*') depth++
    else if (pair === '*/') depth--
    else continue
    at++
    if (depth === 0) return at + 1
  }
  return text.length
}

/** The end of what is quoted from `start`; a doubled quote stands for itself, after `\` anything where escapes count. */
function endOfQuoted(text: string, start: number, escapes: boolean): number {
  const quote = text.charAt(start)
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (escapes && character === '\\') at++
    else if (character !== quote) continue
    else if (text.charAt(at + 1) === quote) at++
    else return at + 1
  }
  return text.length
}
