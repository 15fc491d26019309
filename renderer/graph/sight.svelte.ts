import type { GraphLayout, Point } from './layeredLayout'
import { bringing, fitted, moved, zoomed, type Viewport } from './viewport'

const ZOOM = 1.25
/** Pixels that a key moves the map by. */
const PAN = 60

/** Which part of the map is in sight. */
export class MapSight {
  viewport = $state.raw<Viewport>({ x: 0, y: 0, scale: 1 })
  /** Of the area that shows it, in pixels. */
  width = $state(0)
  height = $state(0)
  /** Whether the pointer holds it. */
  dragged = $state(false)
  #layout: Pick<GraphLayout, 'width' | 'height'> = { width: 1, height: 1 }
  /** Whether nothing was moved since the map was laid out: it then follows the size of the area. */
  #isHome = true

  /** Whether all of it is shown as it was laid out. */
  get isHome(): boolean {
    return this.#isHome
  }

  /** Shows another layout; one that is the same as before only after the area has another size, unless it was moved. */
  lay(layout: Pick<GraphLayout, 'width' | 'height'>, isOther: boolean): void {
    this.#layout = layout
    this.#isHome ||= isOther
    if (this.#isHome) this.viewport = fitted(layout, this)
  }

  /** All of it, however small that is. */
  fit(): void {
    this.look(fitted(this.#layout, this, 0))
  }

  /** Zooms by steps, in the middle. */
  zoomStep(closer: boolean): void {
    this.zoom(closer ? ZOOM : 1 / ZOOM, { x: this.width / 2, y: this.height / 2 })
  }

  zoom(factor: number, at: Point): void {
    this.look(zoomed(this.viewport, factor, at))
  }

  panStep(x: -1 | 0 | 1, y: -1 | 0 | 1): void {
    this.look(moved(this.viewport, x * PAN, y * PAN))
  }

  look(viewport: Viewport): void {
    this.#isHome = false
    this.viewport = viewport
  }

  bring(corner: Point, size: { width: number; height: number }): void {
    this.viewport = bringing(this.viewport, this, corner, size)
  }
}
