import type { Field } from '../../../preload/contract/traceql/ast'
import { identifier, sql, type Statement } from '../../archive/sql'
import { groupValue } from '../../traceql/groupValue'
import { operandOf } from '../../traceql/Operand'
import type { SpanScope } from '../../traceql/SpanScope'

export interface GroupKey {
  /** What tells groups apart, with the names of the columns. */
  columns: { name: Statement; value: Statement }[]
  /** From these columns what `groupValue` makes. */
  value: Statement
}

/** How spans are grouped by a field: the text of its value is made once for each group, not for each span. */
export function groupKey(field: Field, scope: SpanScope, number: number): GroupKey {
  const [name, type] = [identifier(`key_${number}`), identifier(`type_${number}`)]
  const operand = operandOf(field, scope)
  if (operand.kind === 'plain') {
    const value = sql`coalesce(${operand.family === 'number' ? 'n:' : 's:'} || ${name}, 'nil')`
    return { columns: [{ name, value: operand.value }], value }
  }
  if (operand.kind !== 'attribute' || (field.kind === 'attribute' && field.scope === 'resource')) {
    return { columns: [{ name, value: groupValue(field, scope) }], value: name }
  }
  const tag = sql`CASE ${operand.type} WHEN 'i' THEN 'n:' WHEN 'd' THEN 'n:' WHEN 'b' THEN 'b:' WHEN 'a' THEN 'a:'
    WHEN 'm' THEN 'a:' ELSE 's:' END`
  return {
    columns: [
      { name, value: operand.value },
      { name: type, value: tag },
    ],
    value: sql`coalesce(${type} || ${name}, 'nil')`,
  }
}
