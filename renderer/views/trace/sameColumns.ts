import type { TraceColumns } from '../../../preload/contract/trace'

/** Whether two answers about one trace say the same: what the user did with it may then stay. */
export function sameColumns(
  { spanIds: ids, ...one }: TraceColumns,
  { spanIds: otherIds, ...other }: TraceColumns,
): boolean {
  return sameRecord(one, other) && sameRecord(ids, otherIds)
}

type Value = ArrayLike<string | number> | string | number | bigint

function sameRecord<Name extends string>(one: Record<Name, Value>, other: Record<Name, Value>): boolean {
  const names = Object.keys(one).filter((name): name is Name => name in other)
  return names.every((name) => sameValues(one[name], other[name]))
}

function sameValues(one: Value, other: Value): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  if (one.length !== other.length) return false
  for (let place = 0; place < one.length; place++) if (!Object.is(one[place], other[place])) return false
  return true
}
