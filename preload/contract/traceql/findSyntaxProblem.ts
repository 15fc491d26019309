import type { Tree } from '@lezer/common'
import type { QueryProblem } from './QueryProblem'
import { parser } from './traceql.grammar'

/** What may come next and what it is called. */
const CONTINUATIONS: readonly (readonly [source: string, name: string])[] = [
  ['{', '{'],
  ['(', '('],
  ['count()', 'a function such as count()'],
  ['.a', 'a field'],
  ['"a"', 'a value'],
  ['1', 'a number'],
  ['=~ ', 'an operator such as = or =~'],
  ['> {', 'an operator such as && or >'],
  [',', ','],
  [')', ')'],
  [']', ']'],
  ['|', '|'],
  ['}', '}'],
]

/** Where the text leaves the grammar, and what could stand there. */
export function findSyntaxProblem(tree: Tree, text: string): QueryProblem | null {
  const stuck = findError(tree)
  if (stuck === null) return null
  const from = stuck + (/^\s*/.exec(text.slice(stuck))?.[0].length ?? 0)
  const rest = text.slice(from)
  const to = from + (/^(?:[\w.:]+|.?)/su.exec(rest)?.[0].length ?? 0)
  return { from, to, message: explain(text.slice(0, from), rest) }
}

function findError(tree: Tree): number | null {
  let found: number | null = null
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) found ??= from
      return found === null
    },
  })
  return found
}

function explain(before: string, rest: string): string {
  if (/^["`]/.test(rest) && !/^(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`)/.test(rest)) {
    return `this string has no end: ${rest.slice(0, 1)} is missing`
  }
  if (rest.startsWith("'")) return 'strings stand between " or `, not between \''
  if (rest.startsWith('=') && before.endsWith('=')) return 'TraceQL compares with one ='
  const word = /^(and|or|not)\b/i.exec(rest)?.[0]
  if (word !== undefined) return `${word} is written ${{ and: '&&', or: '||' }[word.toLowerCase()] ?? '!'} in TraceQL`
  const possible = namePossible((source) => goesOn(before, source))
  if (possible.length === 0) return 'there are too many operators in a row before this'
  const outside = possible.includes('{')
  const called = /^(\w+)\s*\(/.exec(rest)?.[1]
  if (outside && called !== undefined) {
    return `there is no function ${called}(); there are count, avg, min, max, sum, by, select and coalesce`
  }
  const hint = outside && /^[\w.]/.test(rest) ? '; a condition on spans stands in braces: { status = error }' : ''
  return `expected ${listOf(possible)}${hint}`
}

function goesOn(before: string, source: string): boolean {
  const text = `${before} ${source}`
  const stuck = findError(parser.parse(text))
  return stuck === null || stuck >= text.trimEnd().length
}

/** Without what is worth no words beside the rest: that a field may begin with a parenthesis, that 1 is a value. */
function namePossible(isPossible: (source: string) => boolean): string[] {
  const sources = new Set(CONTINUATIONS.map(([source]) => source).filter(isPossible))
  const worthless = [
    ...(sources.has('.a') ? ['(', 'count()'] : []),
    ...(sources.has('"a"') || sources.has('(') ? ['1'] : []),
  ]
  return CONTINUATIONS.flatMap(([source, name]) => (sources.has(source) && !worthless.includes(source) ? [name] : []))
}

function listOf(names: string[]): string {
  const or = names.some((name) => name.includes(' or ')) ? ', or ' : ' or '
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(or)
}
