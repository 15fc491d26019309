import { lexStatement } from '../../../preload/contract/sql/lexStatement'

/**
 * Statements laid out anew, by https://github.com/sql-formatter-org/sql-formatter. Undefined where it does not
 * understand them, or would change more than space.
 */
export async function formatStatement(text: string): Promise<string | undefined> {
  // It is large, and few ask for it.
  const { duckdb, formatDialect } = await import('sql-formatter')
  try {
    const formatted = formatDialect(text, {
      dialect: duckdb,
      keywordCase: 'preserve',
      tabWidth: 2,
      expressionWidth: 90,
      linesBetweenQueries: 1,
      paramTypes: { named: ['$'], numbered: ['$'] },
    })
    return wordsOf(formatted) === wordsOf(text) ? formatted : undefined
  } catch {
    return undefined
  }
}

/** What a text says, without space and comments; the comments, of which none may be lost, as their number. */
function wordsOf(text: string): string {
  const tokens = lexStatement(text).map(({ kind, value }) => [kind, value])
  return JSON.stringify([tokens, text.match(/--|\/\*/g)?.length ?? 0])
}

/** The place in `formatted` behind as many letters that are no space as there are before `cursor` in `text`. */
export function sameCursor(text: string, cursor: number, formatted: string): number {
  let left = text.slice(0, cursor).replaceAll(/\s/g, '').length
  let place = 0
  while (left > 0 && place < formatted.length) {
    if (!/\s/.test(formatted.charAt(place))) left--
    place++
  }
  return place
}
