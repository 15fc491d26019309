import { parseTraceQL } from '../../../preload/contract/traceql/parseTraceQL'

/** A condition without its places, to be compared with another, however each is spaced. */
export function shapeOf(condition: string): string {
  return JSON.stringify(parseTraceQL(`{ ${condition} }`).query, (key, value: unknown) => {
    if (key === 'from' || key === 'to') return undefined
    return typeof value === 'bigint' ? `${value}n` : value
  })
}
