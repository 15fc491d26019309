import type { Port, Result } from '../preload/contract/channel'

/**
 * Answers the paths by which the program can open files that were dropped or chosen in the page.
 * In a browser this uploads them; `onProgress` says how many bytes of how many are sent.
 */
export type PathsOf = (
  files: File[],
  options?: { signal?: AbortSignal; onProgress?: (sentBytes: number, totalBytes: number) => void },
) => Promise<Result<string[]>>

/** How ports reach the page: through the desktop's preload, or over a WebSocket. */
export interface Carrier {
  desktop: boolean
  connect(place: 'shell' | 'queries', archive: string): Promise<Port>
  pathsOf: PathsOf
}
