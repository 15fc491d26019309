import type { FieldExpression } from '../../../preload/contract/traceql/ast'
import { comparisonOf, type Comparison } from './comparisonOf'
import type { Condition } from './QueryParts'
import type { Tag } from './readLogfmt'
import { shapeOf } from './shapeOf'

/** Tags of which a field of the span is made, the other way round than tagCondition.ts. */
const TAG_OF_FIELD: Readonly<Record<string, string>> = {
  'span:kind': 'span.kind',
  'span:status': 'otel.status_code',
  'span:statusMessage': 'otel.status_description',
  'instrumentation:name': 'otel.scope.name',
  'instrumentation:version': 'otel.scope.version',
}

/** The tag for which `write` gives just this condition, however it is spaced; null where there is none. */
export function readTag({ expression, text }: Condition, write: (tag: Tag) => string): Tag | null {
  if (expression === null) return null
  const meant = shapeOf(text)
  const candidates = alternativesOf(expression).flatMap((each) => {
    const comparison = comparisonOf(each)
    return comparison ? tagsFor(comparison) : []
  })
  return candidates.find((tag) => shapeOf(write(tag)) === meant) ?? null
}

/** What `||` joins. */
function alternativesOf(expression: FieldExpression): FieldExpression[] {
  const alternatives = []
  let first = expression
  while (first.kind === 'binary' && first.operator === '||') {
    alternatives.push(first.right)
    first = first.left
  }
  return [first, ...alternatives]
}

function tagsFor({ field, value }: Comparison): Tag[] {
  if (field.kind === 'attribute') return [{ key: field.key, value: value.kind === 'string' ? value.value : null }]
  const values = value.kind === 'string' || value.kind === 'status' || value.kind === 'spanKind' ? [value.value] : []
  const tags = values.map((word) => ({ key: TAG_OF_FIELD[field.name] ?? field.name, value: word }))
  if (!values.includes('error')) return tags
  return [{ key: 'error', value: 'true' }, { key: 'error', value: null }, ...tags]
}
