import type { MenuValues } from '../edit/menuValues'
import { partsOf, type QueryPart, type QueryParts } from '../edit/QueryParts'

/** The parts of a query that no menu shows, those of each spanset and each stage apart. */
export function chipGroups(parts: QueryParts, values: MenuValues): QueryPart[][] {
  const { service, operation, shortest, longest, errors } = values
  const shown = [service, operation, shortest, longest, errors].map((menu) => menu?.condition)
  const chips = partsOf(parts).filter((part) => !shown.some((condition) => condition === part))
  const groups = new Map<unknown, QueryPart[]>()
  for (const chip of chips) {
    const home = parts.conjuncts.find(({ filter }) => filter?.conditions.some((condition) => condition === chip))
    const key = home ?? chip
    groups.set(key, [...(groups.get(key) ?? []), chip])
  }
  return [...groups.values()]
}
