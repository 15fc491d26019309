/** The place to which a key leads from another in a list of `count` rows, `page` of which show; undefined for other keys. */
export function gridStep(key: string, place: number, count: number, page: number): number | undefined {
  const last = Math.max(0, count - 1)
  const screenful = Math.max(1, page - 1)
  const steps: Record<string, number> = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    PageDown: place + screenful,
    PageUp: place - screenful,
    Home: 0,
    End: last,
  }
  const wanted = steps[key]
  return wanted === undefined ? undefined : Math.min(Math.max(wanted, 0), last)
}
