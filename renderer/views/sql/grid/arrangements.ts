import type { Arrangement, ResultFilter } from '../../../../preload/contract/sql/held'

/** The arrangement sorted by a column: upwards, downwards, then no longer. `further` keeps what it is sorted by before. */
export function sortedBy({ order, filters }: Arrangement, column: number, further: boolean): Arrangement {
  const present = order.find((one) => one.column === column)
  const next = !present ? [{ column, descending: false }] : present.descending ? [] : [{ column, descending: true }]
  if (!further) return { order: next, filters }
  const place = present ? order.indexOf(present) : order.length
  return { order: [...order.slice(0, place), ...next, ...order.slice(place + 1)], filters }
}

/** The arrangement with one more filter. */
export function filteredBy({ order, filters }: Arrangement, filter: ResultFilter): Arrangement {
  const same = JSON.stringify(filter)
  return { order, filters: [...filters.filter((other) => JSON.stringify(other) !== same), filter] }
}
