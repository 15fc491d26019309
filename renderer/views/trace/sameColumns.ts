import type { TraceColumns } from '../../../preload/contract/trace'

/** Whether two answers about one trace say the same: what the user did with it may then stay. */
export function sameColumns(one: TraceColumns, other: TraceColumns): boolean {
  const names = Object.keys(one).filter((name): name is keyof TraceColumns => name in other)
  return names.every((name) => sameValues(one[name], other[name]))
}

function sameValues(one: TraceColumns[keyof TraceColumns], other: TraceColumns[keyof TraceColumns]): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  if (one.length !== other.length) return false
  for (let place = 0; place < one.length; place++) if (!Object.is(one[place], other[place])) return false
  return true
}
