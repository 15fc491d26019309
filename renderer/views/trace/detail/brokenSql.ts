/** Quoted texts and names, comments, brackets and words: what stands between them is as it is. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|[()]|\w+/g
/** Clauses that begin a line, by their first words. */
const CLAUSE =
  /^(?:FROM|WHERE|HAVING|LIMIT|OFFSET|RETURNING|VALUES|SET|WINDOW|QUALIFY|UNION|EXCEPT|INTERSECT|(?:GROUP|ORDER)\s+BY|ON\s+(?:CONFLICT|DUPLICATE)|(?:(?:NATURAL\s+)?(?:LEFT|RIGHT|FULL|INNER|CROSS)\s+(?:OUTER\s+)?(?:LATERAL\s+)?)?JOIN|FOR\s+UPDATE)\b/i
const CONDITION = /^(?:AND|OR)\b/i
const LONG = 60
const TOO_LONG = 20_000

/**
 * A statement that is written on one line, broken before its clauses, and its conditions set in; undefined where it is
 * short or has lines of its own. What stands in brackets or quotes is left as it is: nothing but spaces changes.
 */
export function brokenSql(statement: string): string | undefined {
  const text = statement.trim()
  if (text.length < LONG || text.length > TOO_LONG || text.includes('\n')) return undefined
  let broken = ''
  let from = 0
  let depth = 0
  let isBetween = false
  let joined = 0
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '(') depth++
    else if (token === ')') depth--
    if (depth > 0 || index < joined || !/^\w/.test(token)) continue
    const rest = text.slice(index, index + 80)
    const clause = CLAUSE.exec(rest)?.[0]
    // The AND of BETWEEN belongs to it.
    if (/^BETWEEN$/i.test(token)) isBetween = true
    const isCondition = CONDITION.test(rest) && !isBetween
    if (/^AND$/i.test(token)) isBetween = false
    if (index === 0 || (clause === undefined && !isCondition)) continue
    // DELETE FROM, INSERT … SELECT and the like begin the statement.
    if (/^DELETE\s+$/i.test(text.slice(from, index)) || text[index - 1] === '.') continue
    broken += `${text.slice(from, index).trimEnd()}\n${isCondition ? '  ' : ''}`
    from = index
    joined = index + (clause?.length ?? token.length)
  }
  return from === 0 ? undefined : broken + text.slice(from)
}
