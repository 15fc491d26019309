import type { ErrorGroup } from '../../../../preload/contract/explore/errors'
import type { ErrorSortColumn } from './errorColumns'

const KEYS: Record<ErrorSortColumn, (group: ErrorGroup) => string | number | bigint | null> = {
  serviceName: ({ serviceName }) => serviceName,
  error: ({ type, pattern }) => `${type} ${pattern}`,
  operation: ({ operation }) => operation,
  spanCount: ({ spanCount }) => spanCount,
  traceCount: ({ traceCount }) => traceCount,
  tookDown: ({ tookDown }) => tookDown?.spanCount ?? 0,
  firstTime: ({ firstTime }) => firstTime,
  lastTime: ({ lastTime }) => lastTime,
}

/** Groups in another order; those alike stay as they are, those without a time come last. */
export function sortErrors(
  groups: readonly ErrorGroup[],
  { column, descending }: { column: ErrorSortColumn; descending: boolean },
): ErrorGroup[] {
  const keyOf = KEYS[column]
  const sign = descending ? -1 : 1
  return groups.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return a === b ? 0 : a < b ? -sign : sign
  })
}
