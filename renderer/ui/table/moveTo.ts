/** The row that a key leads to from `selected` (−1: none yet) of `total` rows, `page` of them to a page; undefined for other keys. */
export function moveTo(key: string, selected: number, total: number, page: number): number | undefined {
  if (total === 0) return undefined
  const target = targetOf(key, selected, total, page)
  return target === undefined ? undefined : Math.max(0, Math.min(total - 1, target))
}

function targetOf(key: string, selected: number, total: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return selected + 1
    case 'ArrowUp':
    case 'k':
      return selected - 1
    case 'PageDown':
      return selected < 0 ? page : selected + page
    case 'PageUp':
      return selected - page
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return undefined
  }
}
