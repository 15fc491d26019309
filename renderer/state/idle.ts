/**
 * The program's idle signal: `data-idle` on the root element is `true` while nothing is being asked,
 * loaded or drawn. Whoever waits for a view to settle waits for it.
 */
let busy = 0
document.documentElement.dataset.idle = 'true'

/** Marks the start of some work; the answer marks its end, once. */
export function startWork(): () => void {
  busy += 1
  document.documentElement.dataset.idle = 'false'
  let ended = false
  return () => {
    if (ended) return
    ended = true
    // Two frames later, so that what the work changed is on the screen by then.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        busy -= 1
        if (busy === 0) document.documentElement.dataset.idle = 'true'
      }),
    )
  }
}
