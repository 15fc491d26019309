import { Failed } from '../../preload/contract/failure'
import { lexStatement, type SqlToken } from '../../preload/contract/sql/lexStatement'

/** The one statement of a text, without the semicolon and comments around it. */
export interface ReadStatement {
  text: string
  /** Where it starts in the text as the user wrote it, in UTF-16 units. */
  offset: number
  /** Its first word in capitals; empty where it starts otherwise. */
  keyword: string
  tokens: SqlToken[]
}

/** Fails when there is no statement, or more than one. */
export function readStatement(text: string): ReadStatement {
  const tokens = lexStatement(text)
  while (tokens.at(-1)?.value === ';' && tokens.at(-1)?.kind === 'symbol') tokens.pop()
  const first = tokens[0]
  if (!first) throw new Failed({ code: 'sql_failed', message: 'There is no statement to run.', position: null })
  const semicolon = tokens.findIndex(({ kind, value }) => kind === 'symbol' && value === ';')
  const second = semicolon < 0 ? undefined : tokens[semicolon + 1]
  if (second) {
    const message = 'One statement at a time: there is another one after the semicolon.'
    throw new Failed({ code: 'sql_refused', what: 'several statements', message, position: second.start })
  }
  return statementOf(text, tokens)
}

/** The statement that an EXPLAIN explains; null for any other statement. */
export function explained(text: string, { keyword, tokens }: ReadStatement): ReadStatement | null {
  if (keyword !== 'EXPLAIN') return null
  let at = 1
  while (/^(analy[sz]e|verbose)$/i.test(wordAt(tokens, at))) at++
  if (tokens[at]?.value === '(' && /^(analy[sz]e|verbose|format|costs)$/i.test(wordAt(tokens, at + 1))) {
    while (at < tokens.length && tokens[at]?.value !== ')') at++
    at++
  }
  return at < tokens.length ? statementOf(text, tokens.slice(at)) : null
}

function statementOf(text: string, tokens: SqlToken[]): ReadStatement {
  const start = tokens[0]?.start ?? 0
  const end = tokens.at(-1)?.end ?? start
  return { text: text.slice(start, end), offset: start, keyword: wordAt(tokens, 0).toUpperCase(), tokens }
}

function wordAt(tokens: SqlToken[], index: number): string {
  const token = tokens[index]
  return token?.kind === 'word' ? token.value : ''
}
