import type { GroupTable, Figure } from './groupSpans'

export interface GroupSort {
  column: Figure | 'label'
  descending: boolean
}

/** The groups of a table as they are listed: groups in order, behind each that is open those within it. */
export function sortGroups(
  { firstCount, within, figures }: GroupTable,
  label: (group: number) => string,
  { column, descending }: GroupSort,
  isOpen: (group: number) => boolean,
): Int32Array {
  const by = column === 'label' ? undefined : figures[column]
  const sign = descending ? -1 : 1
  const compare = (a: number, b: number) => {
    if (!by) return sign * collator.compare(label(a), label(b))
    const [one, other] = [by[a] ?? NaN, by[b] ?? NaN]
    // What has no figure comes last, whichever way it goes.
    if (Number.isNaN(one) || Number.isNaN(other))
      return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || a - b
    return sign * (one - other) || a - b
  }
  const listed: number[] = []
  for (const group of range(0, firstCount).sort(compare)) {
    listed.push(group)
    if (isOpen(group))
      for (const inner of range(within[group] ?? 0, within[group + 1] ?? 0).sort(compare)) listed.push(inner)
  }
  return Int32Array.from(listed)
}

const collator = new Intl.Collator('en', { numeric: true })

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place)
}
