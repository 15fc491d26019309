import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sampleLines, type SampleOptions } from './sampleLines'

/**
 * Writes the sample export (OTLP JSON lines) to `path`, which is there only when it is whole.
 * Rejects with the file system's error, or with an AbortError.
 */
export async function writeSample(path: string, options: SampleOptions & { signal?: AbortSignal } = {}): Promise<void> {
  const part = `${path}.part`
  try {
    const lines = Readable.from(sampleLines(options), { objectMode: true, highWaterMark: 1 })
    await pipeline(lines, createWriteStream(part), { signal: options.signal })
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
