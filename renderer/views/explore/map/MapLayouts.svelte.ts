import ELK from 'elkjs/lib/elk-api'
import { startWork } from '../../../state/idle'
import { elkGraph, layoutOfElk, type DrawnLayout } from './drawnLayout'
import type { LayoutQuestion } from './layoutWorker'

/** With more nodes, or edges, elkjs takes too long to be waited for. */
const MOST_NODES = 200
const MOST_EDGES = 800

/**
 * Lays maps out beside the page: quickly at first, then, where that is soon done, by elkjs, whose layouts are clearer.
 * The same graph is laid out once. To be closed.
 */
export class MapLayouts {
  /** Of the graph that was asked for last, once there is one; the one before stays until then. */
  layout = $state.raw<DrawnLayout | undefined>()
  /** The graph that it is of. */
  key = $state('')
  failure = $state('')
  readonly #mayReplace: () => boolean
  #asked = ''
  #quick: Worker | undefined
  #elk: Worker | undefined
  #endWork: () => void = () => undefined

  /** @param mayReplace whether a clearer layout may take the place of one that is being looked at. */
  constructor(mayReplace: () => boolean) {
    this.#mayReplace = mayReplace
  }

  show(key: string, { nodeCount, links }: LayoutQuestion): void {
    if (key === this.#asked) return
    this.close()
    this.#asked = key
    this.#endWork = startWork()
    const worker = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' })
    this.#quick = worker
    worker.onerror = ({ message }) => this.#fail(message)
    worker.onmessage = ({ data }: MessageEvent<DrawnLayout>) => {
      worker.terminate()
      this.#take(key, data)
      if (nodeCount > MOST_NODES || links.length > MOST_EDGES || nodeCount < 2) this.#endWork()
      else void this.#improve(key, { nodeCount, links })
    }
    worker.postMessage({ nodeCount, links } satisfies LayoutQuestion)
  }

  /** Gives up what is being laid out; what is shown stays. */
  close(): void {
    this.#asked = ''
    this.#quick?.terminate()
    this.#elk?.terminate()
    this.#endWork()
  }

  async #improve(key: string, { nodeCount, links }: LayoutQuestion): Promise<void> {
    const elk = new ELK({
      workerFactory: () => (this.#elk = new Worker(new URL('./elkWorker.ts', import.meta.url), { type: 'module' })),
    })
    try {
      const answer = await elk.layout(elkGraph(nodeCount, links))
      if (this.#asked === key && this.#mayReplace()) this.#take(key, layoutOfElk(answer, nodeCount, links))
    } catch {
      // The quick layout is a whole one.
    } finally {
      if (this.#asked === key) {
        this.#elk?.terminate()
        this.#endWork()
      }
    }
  }

  #take(key: string, layout: DrawnLayout): void {
    this.layout = layout
    this.key = key
    this.failure = ''
  }

  #fail(message: string): void {
    this.failure = message
    this.#endWork()
  }
}
