import type { Slices } from '../Slices'

export interface NestedGroups {
  /** The innermost group of each of the rows. */
  groupOf: Int32Array
  rowCount: number
  firstCount: number
  within: Int32Array
  value: Int32Array
}

/**
 * Numbers the values of the rows, in the order of the values, then within each the values of `second`, where given: see
 * `GroupTable`. Linear in rows and values.
 */
export async function nestGroups(
  spanCount: number,
  first: Int32Array,
  second: Int32Array | null,
  rows: Int32Array | undefined,
  slices: Slices,
): Promise<NestedGroups> {
  const rowCount = rows?.length ?? spanCount
  const rowAt = (place: number) => (rows ? (rows[place] ?? 0) : place)
  const outer = new Int32Array(rowCount)
  const sizes = new Int32Array(greatest(first) + 2)
  await slices.each(rowCount, (place) => {
    const value = first[rowAt(place)] ?? -1
    sizes[value + 1] = (sizes[value + 1] ?? 0) + 1
  })
  const firstValues = present(sizes)
  const firstCount = firstValues.length
  const groupAt = new Int32Array(sizes.length)
  firstValues.forEach((value, group) => (groupAt[value + 1] = group))
  await slices.each(rowCount, (place) => {
    outer[place] = groupAt[(first[rowAt(place)] ?? -1) + 1] ?? 0
  })
  const within = new Int32Array(firstCount + 1).fill(firstCount)
  if (!second) return { groupOf: outer, rowCount, firstCount, within, value: firstValues }

  const byGroup = new Int32Array(rowCount)
  const next = new Int32Array(firstCount)
  for (let group = 1; group < firstCount; group++) {
    next[group] = (next[group - 1] ?? 0) + (sizes[(firstValues[group - 1] ?? -1) + 1] ?? 0)
  }
  await slices.each(rowCount, (place) => {
    const free = next[outer[place] ?? 0] ?? 0
    byGroup[free] = place
    next[outer[place] ?? 0] = free + 1
  })

  const groupOf = new Int32Array(rowCount)
  const value = new Int32Array(firstCount + rowCount)
  value.set(firstValues)
  let count = firstCount
  /** Per value of the second grouping its last group, which is of the present outer one or lies before it. */
  const lastGroup = new Int32Array(greatest(second) + 2).fill(-1)
  let current = -1
  await slices.each(rowCount, (order) => {
    const place = byGroup[order] ?? 0
    const group = outer[place] ?? 0
    if (group !== current) {
      within[group] = count
      current = group
    }
    const inner = second[rowAt(place)] ?? -1
    if ((lastGroup[inner + 1] ?? -1) < (within[group] ?? 0)) {
      lastGroup[inner + 1] = count
      value[count++] = inner
    }
    groupOf[place] = lastGroup[inner + 1] ?? 0
  })
  within[firstCount] = count
  return { groupOf, rowCount, firstCount, within, value: value.slice(0, count) }
}

function greatest(values: Int32Array): number {
  let found = -1
  for (const value of values) if (value > found) found = value
  return found
}

/** The values, from −1, of which there are any. */
function present(sizes: Int32Array): Int32Array {
  const values = new Int32Array(sizes.length)
  let count = 0
  sizes.forEach((size, place) => {
    if (size > 0) values[count++] = place - 1
  })
  return values.slice(0, count)
}
