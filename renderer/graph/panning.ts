import type { Attachment } from 'svelte/attachments'
import { on } from 'svelte/events'
import type { MapSight } from './sight.svelte'
import { moved, type Viewport } from './viewport'

const WHEEL_ZOOM = Math.log(1.25) / 100
/** Pixels of a line, for wheels that count in lines. */
const LINE = 33
/** Pixels that a click may move the pointer by. */
const CLICK = 4

interface Hands {
  /** Whether the pointer takes hold of the map there. */
  canGrab?: (event: PointerEvent) => boolean
  /** Called when it does: what has the focus keeps it unless this gives it to something else. */
  ongrab: () => void
  /** Called when it lets go where it took hold. */
  onclick?: (event: PointerEvent) => void
}

/** Moves and zooms what is in sight of an element by the wheel and the pointer. */
export function panning(
  sight: MapSight,
  { canGrab = () => true, ongrab, onclick = () => undefined }: Hands,
): Attachment<HTMLElement> {
  return (element) => {
    let grip: { x: number; y: number; from: Viewport } | undefined
    const letGo = () => {
      grip = undefined
      sight.dragged = false
    }
    const released = (event: PointerEvent) => {
      const isClick = grip !== undefined && !sight.dragged
      letGo()
      if (isClick) onclick(event)
    }
    const dragged = (event: PointerEvent) => {
      if (!grip) return
      const [x, y] = [grip.x - event.clientX, grip.y - event.clientY]
      if (!sight.dragged && Math.hypot(x, y) < CLICK) return
      sight.dragged = true
      sight.look(moved(grip.from, x, y))
    }
    const grabbed = (event: PointerEvent) => {
      if (event.button !== 0 || !canGrab(event)) return
      element.setPointerCapture(event.pointerId)
      grip = { x: event.clientX, y: event.clientY, from: sight.viewport }
      ongrab()
    }
    const wheeled = (event: WheelEvent) => {
      event.preventDefault()
      if (event.shiftKey) return sight.look(moved(sight.viewport, event.deltaX || event.deltaY, 0))
      const { left, top } = element.getBoundingClientRect()
      const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE : event.deltaY
      sight.zoom(Math.exp(-step * WHEEL_ZOOM), { x: event.clientX - left, y: event.clientY - top })
    }
    const listeners = [
      on(element, 'wheel', wheeled, { passive: false }),
      on(element, 'pointerdown', grabbed),
      on(element, 'mousedown', (event) => grip && event.preventDefault()),
      on(element, 'pointermove', dragged),
      on(element, 'pointerup', released),
      on(element, 'pointercancel', letGo),
    ]
    return () => {
      for (const stop of listeners) stop()
    }
  }
}
