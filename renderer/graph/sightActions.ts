import type { MapSight } from './sight.svelte'

/** What the keys do that look at a map. */
export function sightActions(sight: MapSight): { keys: string[]; does: string; run: () => void }[] {
  return [
    { keys: ['+', '='], does: 'Zoom in', run: () => sight.zoomStep(true) },
    { keys: ['-'], does: 'Zoom out', run: () => sight.zoomStep(false) },
    { keys: ['f', '0'], does: 'Fit the whole map', run: () => sight.fit() },
    { keys: ['w', 'Shift+ArrowUp'], does: 'Look further up', run: () => sight.panStep(0, -1) },
    { keys: ['s', 'Shift+ArrowDown'], does: 'Look further down', run: () => sight.panStep(0, 1) },
    { keys: ['a', 'Shift+ArrowLeft'], does: 'Look further left', run: () => sight.panStep(-1, 0) },
    { keys: ['d', 'Shift+ArrowRight'], does: 'Look further right', run: () => sight.panStep(1, 0) },
  ]
}
