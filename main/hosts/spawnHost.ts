import type { Port } from '../../preload/contract/channel'

/** Starts the host whose bundle is `entryFile`: as a child process or, under the desktop, a utility process. */
export type SpawnHost = (entryFile: string, options?: HostOptions) => HostProcess

export interface HostOptions {
  env?: Record<string, string>
}

export interface HostProcess {
  /**
   * A new port to the host, of its own for each who asks; `purpose` is for the host to know. It closes when the host
   * ends.
   */
  connect(purpose?: string): Port
  kill(): void
  /** Settles when the process has ended, with the end of what it wrote to stderr. */
  ended: Promise<{ code: number | null; stderr: string }>
}

/** Keeps the end of a stream's text. */
export function tailOf(stream: NodeJS.ReadableStream | null, characters = 4_000): () => string {
  let tail = ''
  stream?.on('data', (data: Buffer) => {
    tail = (tail + data.toString()).slice(-characters)
  })
  return () => tail
}
