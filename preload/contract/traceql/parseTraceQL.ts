import type { Pipeline } from './ast'
import { checkQuery } from './checkQuery'
import { findSyntaxProblem } from './findSyntaxProblem'
import { onlyOperandOf } from './operandsOf'
import type { QueryProblem } from './QueryProblem'
import { QueryRefusal } from './QueryRefusal'
import { readPipeline } from './readPipeline'
import { refuseUnsupported } from './refuseUnsupported'
import { parser } from './traceql.grammar'

export type ParsedQuery = { query: Pipeline; problems: [] } | { query: null; problems: QueryProblem[] }

/** A query that can be run, or what is wrong with the text, first things first. */
export function parseTraceQL(text: string): ParsedQuery {
  const tree = parser.parse(text)
  const unsupported = refuseUnsupported(tree, text)
  const syntaxProblem = findSyntaxProblem(tree, text)
  if (unsupported.length > 0) return { query: null, problems: unsupported }
  if (syntaxProblem) return { query: null, problems: [syntaxProblem] }
  try {
    const query = readPipeline(onlyOperandOf(tree.topNode), text)
    const problems = checkQuery(query)
    return problems.length > 0 ? { query: null, problems } : { query, problems: [] }
  } catch (error) {
    if (!(error instanceof QueryRefusal)) throw error
    return { query: null, problems: [{ ...error.place, message: error.message }] }
  }
}
