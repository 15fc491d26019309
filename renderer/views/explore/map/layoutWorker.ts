import type { Link } from '../../../graph/layers'
import { quickLayout } from './drawnLayout'

export interface LayoutQuestion {
  nodeCount: number
  links: Link[]
}

addEventListener('message', ({ data: { nodeCount, links } }: MessageEvent<LayoutQuestion>) => {
  postMessage(quickLayout(nodeCount, links))
})
