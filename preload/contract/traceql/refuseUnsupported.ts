import type { Tree } from '@lezer/common'
import type { QueryProblem } from './QueryProblem'

const DEEPEST = 200
const LONGEST = 1000
const NESTING = ['Wrapped', 'Group', 'Negation', 'FieldNegation', 'Binary', 'FieldBinary', 'Call', 'MetricsCall']
const CHAINING = ['Chain', 'FieldChain']

/** What the grammar knows of Tempo’s language but Traceloupe does not do: metrics, hints, and nesting without end. */
export function refuseUnsupported(tree: Tree, text: string): QueryProblem[] {
  const problems: QueryProblem[] = []
  const source = ({ from, to }: { from: number; to: number }) => text.slice(from, to)
  let nested = 0
  let chained = 0
  tree.iterate({
    enter: (node) => {
      const { from, to, name } = node
      if (NESTING.includes(name) && ++nested === DEEPEST + 1) {
        problems.push({ from, to: from + 1, message: `this is nested more than ${DEEPEST} levels deep` })
      }
      if (CHAINING.includes(name)) {
        const operators = node.node.getChildren('Operator').length
        if (chained <= LONGEST && chained + operators > LONGEST) {
          const message = `more than ${LONGEST} && and || in one expression; an array such as = ["a", "b"] is shorter`
          problems.push({ from, to, message })
        }
        chained += operators
      }
      if (name === 'MetricsFunction' || name === 'Compare') {
        const message = `${source(node)}() is a metrics function; Traceloupe searches spans, it does not compute metrics`
        problems.push({ from, to, message })
      }
      if (name === 'Hints') {
        problems.push({ from, to, message: `${source(node)} is a hint to Tempo, which Traceloupe does not support` })
      }
    },
    leave: ({ name, node }) => {
      if (NESTING.includes(name)) nested--
      if (CHAINING.includes(name)) chained -= node.getChildren('Operator').length
    },
  })
  return problems
}
