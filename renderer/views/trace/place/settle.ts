import { startWork } from '../../../state/idle'

/** The address follows what is shown when that rests: browsers refuse hundreds of changes in a few seconds. */
const SETTLE_MS = 150

/** Does something unless it is called off until then by what is returned. */
export function settle(act: () => void): () => void {
  const endWork = startWork()
  const timer = setTimeout(() => {
    act()
    endWork()
  }, SETTLE_MS)
  return () => {
    clearTimeout(timer)
    endWork()
  }
}
