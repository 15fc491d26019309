import type { Place } from './ast'
import { parseTraceQL } from './parseTraceQL'
import type { QueryProblem } from './QueryProblem'

export interface Word extends Place {
  text: string
  /** `-word`: spans that contain it are left out. */
  isExcluded: boolean
}

export type ReadWords = { words: Word[]; problems: [] } | { words: null; problems: QueryProblem[] }

/** Enough for anybody; each costs a look at all texts of a span. */
const MOST_WORDS = 16
const CONDITION = /^(?:[&|=~<>!]+|[\w.:]+(?:!=|=~|!~|[<>]=?|=)\S*)$/

/** Whether a text is plain words rather than TraceQL, which begins, as a rule, with a brace, a parenthesis or a function. */
export function isPlainWords(text: string): boolean {
  return !/^\s*(?:[{(]|$|\w+\s*\()/.test(text) && parseTraceQL(text).query === null
}

/** A word as it is written, and without the minus sign. */
function* writtenWords(text: string): Generator<{ bare: string; isExcluded: boolean; place: Place }> {
  for (const { 0: written, index: from } of text.matchAll(/-?"[^"]*"?|\S+/g)) {
    const isExcluded = written.startsWith('-') && written.length > 1
    yield { bare: isExcluded ? written.slice(1) : written, isExcluded, place: { from, to: from + written.length } }
  }
}

/** The words of a text in which anything may stand: also signs, and a quote that has no end yet. */
export function looseWords(text: string): Word[] {
  const words = [...writtenWords(text)].map(({ bare, isExcluded, place }) => ({
    ...place,
    text: bare.replace(/^"|"$/g, ''),
    isExcluded,
  }))
  return words.filter((word) => word.text !== '').slice(0, MOST_WORDS)
}

/** The words of a text: what stands between quotes is one of them. */
export function readWords(text: string): ReadWords {
  const words: Word[] = []
  const problems: QueryProblem[] = []
  for (const { bare, isExcluded, place } of writtenWords(text)) {
    if (bare.startsWith('"') && (bare.length === 1 || !bare.endsWith('"'))) {
      problems.push({ ...place, message: 'this phrase has no end: " is missing' })
    } else if (CONDITION.test(bare)) {
      problems.push({
        ...place,
        message: 'a condition stands in braces: { status = error }; a text with signs in quotes',
      })
    }
    const quoted = /^"(.*)"$/s.exec(bare)?.[1]
    const word = quoted ?? bare
    if (word !== '') words.push({ ...place, text: word, isExcluded })
  }
  const [first] = words
  const extra = words[MOST_WORDS]
  if (!first) problems.push({ from: 0, to: text.length, message: 'there is no word in this' })
  if (extra) problems.push({ from: extra.from, to: text.length, message: `these are more than ${MOST_WORDS} words` })
  return problems.length > 0 ? { words: null, problems } : { words, problems: [] }
}
