import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { WebSocketServer } from 'ws'
import { serve, type Port } from '../../preload/contract/channel'
import { shellRequests } from '../../preload/contract/explorer'
import { forkHost } from '../hosts/forkHost'
import { QueryHosts } from '../hosts/QueryHosts'
import { readableProblem } from '../hosts/readableProblem'
import { SpareHosts } from '../hosts/SpareHosts'
import { SqlConsoles } from '../hosts/SqlConsoles'
import { TraceExports } from '../hosts/TraceExports'
import { ArchiveLibrary } from '../shell/ArchiveLibrary'
import { downloadsFolder, uploadsFolder } from '../archive/dataFolder'
import { removeOldLeftovers } from '../shell/removeOldLeftovers'
import { rendererFile } from '../shell/rendererFile'
import { shellHandlers } from '../shell/shellHandlers'
import { browserShell } from './browserShell'
import { Downloads } from './Downloads'
import { Gate } from './Gate'
import { receiveUpload } from './receiveUpload'
import { webSocketPort } from './webSocketPort'

export interface Server {
  /** With the one-time token: good for one browser. */
  address: string
  close(): Promise<void>
}

/**
 * The browser host: the same renderer and contract over HTTP and WebSockets, on loopback only.
 * `paths` are opened by the page that comes first; port 0 takes any free one.
 */
export async function startServer({
  entryFolder,
  rendererFolder,
  paths,
  port,
}: {
  entryFolder: string
  rendererFolder: string
  paths: string[]
  port: number
}): Promise<Server> {
  const gate = new Gate()
  const spares = new SpareHosts(forkHost)
  const queryHosts = new QueryHosts(spares, entryFolder)
  const consoles = new SqlConsoles(forkHost, entryFolder)
  const exports = new TraceExports(forkHost, entryFolder)
  const downloads = new Downloads(downloadsFolder())
  const library = new ArchiveLibrary({ spares, queryHosts, consoles, exports, entryFolder })
  await removeOldLeftovers()
  const shell = await browserShell({ library, consoles, exports, downloads }, paths)

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500)
      response.end(readableProblem(error))
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (!gate.isOurs(request)) return refuse(response, 'this address is not served here')
    if (request.method === 'GET' && searchParams.has('token')) {
      const cookie = gate.exchange(searchParams.get('token') ?? '')
      if (!cookie) return refuse(response, 'this address was used before: run `traceloupe serve` again for a new one')
      return void response.writeHead(303, { Location: '/', 'Set-Cookie': cookie, 'Cache-Control': 'no-store' }).end()
    }
    if (!gate.holdsCookie(request)) return refuse(response, 'open the address that `traceloupe serve` printed')
    if (request.method === 'POST' && pathname === '/upload' && gate.comesFromOurPage(request)) {
      const path = await receiveUpload(uploadsFolder(), request, searchParams)
      response.writeHead(path === null ? 400 : 200, { 'Content-Type': 'text/plain; charset=utf-8' })
      return void response.end(path ?? 'the upload has no usable name')
    }
    if (request.method !== 'GET') return void response.writeHead(405).end()
    if (await downloads.send(pathname, response)) return
    const file = await rendererFile(rendererFolder, pathname)
    if (!file) return void response.writeHead(404).end('not found')
    response.writeHead(200, file.headers).end(file.body)
  }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 * 1024 })
  server.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const attach = gate.comesFromOurPage(request) ? portTo(pathname, searchParams.get('archive') ?? '') : null
    if (!attach) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (webSocket) => attach(webSocketPort(webSocket)))
  })

  function portTo(pathname: string, archive: string): ((page: Port) => void) | null {
    if (pathname === '/port/shell') return (page) => serve(page, shellRequests, shellHandlers(shell))
    if (pathname === '/port/queries' && library.isOpen(archive))
      return (page) => join(page, queryHosts.hostOf(archive).connect(archive))
    return null
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const listening = server.address()
  const actualPort = typeof listening === 'object' && listening ? listening.port : port
  gate.listensOn(actualPort)

  return {
    address: `http://127.0.0.1:${actualPort}/?token=${gate.token}`,
    async close() {
      sockets.clients.forEach((client) => client.terminate())
      server.close()
      server.closeAllConnections()
      await Promise.all([spares.endAll(), queryHosts.endAll(), consoles.closeAll(), exports.endAll()])
      await Promise.all(
        [uploadsFolder(), downloadsFolder()].map((folder) => rm(folder, { recursive: true, force: true })),
      )
    },
  }
}

/** Passes messages between two ports; when one closes, so does the other. */
function join(one: Port, other: Port): void {
  one.onMessage((message) => other.post(message))
  other.onMessage((message) => one.post(message))
  one.onClose(() => other.close())
  other.onClose(() => one.close())
}

function refuse(response: ServerResponse, reason: string): void {
  response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`)
}
