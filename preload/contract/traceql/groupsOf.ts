import type { FieldExpression, Pipeline, Stage } from './ast'

/** What tells the groups of a query's answer apart, in the order of their values; empty where there are none. */
export function groupsOf(query: Pipeline): FieldExpression[] {
  return afterPipeline(query, [], 0)
}

/** `coalesce()` leaves the first `kept` groups: an operand sees one spanset at a time. */
function afterPipeline({ stages }: Pipeline, groups: FieldExpression[], kept: number): FieldExpression[] {
  return stages.reduce((left, stage) => afterStage(stage, left, kept), groups)
}

function afterStage(stage: Stage, groups: FieldExpression[], kept: number): FieldExpression[] {
  switch (stage.kind) {
    case 'by':
      return [...groups, ...stage.expressions]
    case 'coalesce':
      return groups.slice(0, kept)
    case 'pipeline':
      return afterPipeline(stage, groups, kept)
    default:
      return groups
  }
}
