import { lexStatement, type SqlToken } from './lexStatement'

/** The parameters `$name` that a text has, each once as it is first written: DuckDB ignores case. `$1` is none. */
export function parametersOf(text: string): string[] {
  const names = new Map<string, string>()
  for (const { name } of parameterPlaces(lexStatement(text))) {
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  }
  return [...names.values()]
}

/** Each use of a parameter among tokens: its name, and where its `$` stands. */
export function parameterPlaces(tokens: SqlToken[]): { name: string; start: number }[] {
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1]
    const isParameter = token.kind === 'symbol' && token.value === '$' && next?.kind === 'word'
    return isParameter ? [{ name: next.value, start: token.start }] : []
  })
}
