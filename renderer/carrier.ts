import type { Port } from '../preload/contract/channel'
import type { Explorer } from './explorer'

/** How ports reach the page: through the desktop's preload, or over a WebSocket. */
export interface Carrier {
  desktop: boolean
  connect(place: 'shell' | 'queries', archive: string): Promise<Port>
  pathsOf: Explorer['pathsOf']
}
