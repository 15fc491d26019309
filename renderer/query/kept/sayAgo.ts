const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long ago a moment was, both in milliseconds since the epoch: `just now`, `2 min ago`, `3 h ago`, `5 d ago`. */
export function sayAgo(moment: number, now: number): string {
  const passed = now - moment
  if (passed < MINUTE) return 'just now'
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h ago`
  return `${Math.floor(passed / DAY)} d ago`
}
