import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { WrittenFile } from '../../preload/contract/exports'

/** Files that were written for the browser: each can be had once, and is then removed. */
export class Downloads {
  readonly #folder: string
  /** The names under which they are offered, by the names that they have here. */
  readonly #names = new Map<string, string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Where a file is to be written. */
  async targetOf(name: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true })
    const id = randomBytes(16).toString('hex')
    this.#names.set(id, name)
    return join(this.#folder, id)
  }

  written(target: string): WrittenFile {
    return { address: `/download/${basename(target)}` }
  }

  /** Sends the file of an address; false when there is none. */
  async send(pathname: string, response: ServerResponse): Promise<boolean> {
    const id = /^\/download\/([0-9a-f]{32})$/.exec(pathname)?.[1] ?? ''
    const name = this.#names.get(id)
    if (name === undefined) return false
    this.#names.delete(id)
    const path = join(this.#folder, id)
    try {
      const { size } = await stat(path)
      response.writeHead(200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${name}"`,
        'Content-Length': size,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'same-origin',
      })
      await pipeline(createReadStream(path), response)
    } finally {
      await rm(path, { force: true })
    }
    return true
  }
}
