import { connect, type Client, type Result } from '../preload/contract/channel'
import type { QueryRequests, ShellRequests } from '../preload/contract/explorer'
import { desktopCarrier } from './desktopCarrier'
import { socketCarrier } from './socketCarrier'
import type { Carrier } from './carrier'

/** All that the page can ask of the program behind it: the same under the desktop and in a browser. */
export interface Explorer {
  shell: Client<ShellRequests>
  /** The query host of one open archive. After a failure `connection_closed`, ask for it again. */
  queriesOf(archive: string): Promise<Client<QueryRequests>>
  /** Whether the desktop's file dialogs are there; in a browser the page has its own. */
  desktop: boolean
  /**
   * Paths by which the program can open files that were dropped or chosen in the page.
   * In a browser this uploads them; `onProgress` says how many bytes of how many are sent.
   */
  pathsOf(
    files: File[],
    options?: { signal?: AbortSignal; onProgress?: (sentBytes: number, totalBytes: number) => void },
  ): Promise<Result<string[]>>
}

export async function connectExplorer(): Promise<Explorer> {
  const carrier: Carrier = window.traceloupe ? desktopCarrier(window.traceloupe) : socketCarrier()
  return {
    shell: connect<ShellRequests>(await carrier.connect('shell', '')),
    queriesOf: async (archive) => connect<QueryRequests>(await carrier.connect('queries', archive)),
    desktop: carrier.desktop,
    pathsOf: carrier.pathsOf,
  }
}
