import { startServer } from '../serve/startServer'

export interface ServeOptions {
  /** Absolute paths that the first page opens. */
  paths: string[]
  port: number
  entryFolder: string
  rendererFolder: string
  signal: AbortSignal
}

/** Serves the program to a browser until interrupted, which is its ordinary end. */
export async function serveCommand({ signal, ...options }: ServeOptions): Promise<number> {
  const server = await startServer(options)
  process.stdout.write(`Traceloupe is at ${server.address}\n`)
  process.stderr.write('The address works once, in one browser on this machine. Ctrl-C ends the program.\n')
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await server.close()
  return 0
}
