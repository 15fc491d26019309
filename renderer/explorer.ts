import { connect, type Client } from '../preload/contract/channel'
import type { QueryRequests, ShellRequests } from '../preload/contract/explorer'
import { desktopCarrier } from './desktopCarrier'
import { socketCarrier } from './socketCarrier'
import type { Carrier, PathsOf } from './carrier'

/** All that the page can ask of the program behind it: the same under the desktop and in a browser. */
export interface Explorer {
  shell: Client<ShellRequests>
  /** The query host of one open archive. After a failure `connection_closed`, ask for it again. */
  queriesOf(archive: string): Promise<Client<QueryRequests>>
  /** Whether the desktop's file dialogs are there; in a browser the page has its own. */
  desktop: boolean
  pathsOf: PathsOf
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
