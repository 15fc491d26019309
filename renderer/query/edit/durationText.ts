import type { FieldExpression } from '../../../preload/contract/traceql/ast'
import { DURATION_UNITS, parseDuration as parseLiteral } from '../../../preload/contract/traceql/parseDuration'
import { parseDuration } from '../parseDuration'

const UNITS = ['h', 'm', 's', 'ms', 'us']

/** A number of a query as a duration, exactly; null for what is none. */
export function durationText(value: FieldExpression): string | null {
  if (value.kind === 'duration') return exactText(value.nanoseconds)
  return value.kind === 'integer' || value.kind === 'float' ? exactText(Number(value.value)) : null
}

/** A duration as people write it as a literal, as it is written where that is one already; null if it is none. */
export function durationLiteral(text: string): string | null {
  const nanoseconds = parseDuration(text)
  if (nanoseconds === undefined) return null
  const close = text.toLowerCase().replaceAll(/\s/g, '')
  return parseLiteral(close) === nanoseconds ? close : exactText(nanoseconds)
}

/** Nanoseconds as a literal, in the largest unit that leaves a number with three decimals at most: `1.5s`, `250us`. */
export function exactText(nanoseconds: number): string {
  for (const unit of UNITS) {
    const size = DURATION_UNITS.get(unit) ?? 1
    const amount = nanoseconds / size
    if (amount >= 1 && Number.isInteger(amount * 1000) && amount * size === nanoseconds) return `${amount}${unit}`
  }
  return `${nanoseconds}ns`
}
