import { protocol } from 'electron'
import { rendererFile } from '../shell/rendererFile'

const SCHEME = 'app'
export const APP_ORIGIN = `${SCHEME}://traceloupe`

/** Must be called before the program is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the renderer's files, and nothing else, under `app://traceloupe/`. */
export function serveScheme(rendererFolder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url)
    const file = host === 'traceloupe' ? await rendererFile(rendererFolder, pathname) : null
    if (!file) return new Response('not found', { status: 404 })
    return new Response(new Uint8Array(file.body), { headers: file.headers })
  })
}
