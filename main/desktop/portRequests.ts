import { BrowserWindow, ipcMain, MessageChannelMain, type IpcMainEvent, type MessagePortMain } from 'electron'
import { z } from 'zod'
import { APP_ORIGIN } from './appScheme'

const portRequest = z.object({
  id: z.number().int(),
  place: z.enum(['shell', 'queries']),
  archive: z.string(),
})

/** Hands ports to the pages that ask for one. Only the main frame of one of our own windows is heard. */
export function answerPortRequests(ports: {
  shell(window: BrowserWindow): MessagePortMain
  queries(archive: string): MessagePortMain | null
}): void {
  ipcMain.on('port', (event, given: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    const request = portRequest.safeParse(given)
    if (!window || !isOwnPage(event) || !request.success) return
    const { id, place, archive } = request.data
    const port = place === 'shell' ? ports.shell(window) : ports.queries(archive)
    event.sender.postMessage('port', id, [port ?? closedPort()])
  })
}

function isOwnPage({ senderFrame, sender }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && senderFrame.url.startsWith(`${APP_ORIGIN}/`)
}

/** The page learns that nothing is there by the port's closing. */
function closedPort(): MessagePortMain {
  const { port1, port2 } = new MessageChannelMain()
  port1.close()
  return port2
}
