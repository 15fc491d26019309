import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSample } from '../sample/writeSample'

/** Raised whenever the generator writes something else, so that the sample is written anew. */
const SAMPLE_VERSION = 1

/** The sample export's file, written when it is first asked for. */
export async function writeSampleOnce(folder: string): Promise<string> {
  const path = join(folder, `shop-${SAMPLE_VERSION}.otlp.jsonl`)
  const present = await stat(path).catch(() => null)
  if (present) return path
  await mkdir(folder, { recursive: true })
  const unfinished = `${path}.${process.pid}`
  await writeSample(unfinished)
  await rename(unfinished, path)
  return path
}
