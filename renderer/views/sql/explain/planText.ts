import { formatCount } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { ExplainedStatement, PlanNode } from '../../../../preload/contract/sql/held'
import { NO_NODES, planLines } from './planLines'

/** The whole plan as text, for a message to somebody else. */
export function planText({ plan, elapsedMs }: ExplainedStatement): string {
  const lines = planLines(plan, NO_NODES).flatMap(({ node, depth }) => {
    const indent = '  '.repeat(depth)
    const details = node.details.map(({ label, text }) => `${indent}    ${label}: ${text.split('\n').join(', ')}`)
    return [`${indent}${node.name}${figures(node)}`, ...details]
  })
  const head = elapsedMs === null ? [] : [`ran in ${formatDuration(elapsedMs * 1e6)}`]
  return [...head, ...lines, ''].join('\n')
}

function figures({ estimatedRows, rows, elapsedMs }: PlanNode): string {
  const told = [
    ...(estimatedRows === null ? [] : [`estimated ${formatCount(estimatedRows)}`]),
    ...(rows === null ? [] : [`rows ${formatCount(rows)}`]),
    ...(elapsedMs === null ? [] : [formatDuration(elapsedMs * 1e6)]),
  ]
  return told.length === 0 ? '' : `  (${told.join(', ')})`
}
