import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A small export that some format reads, with its golden dump `<name>.txt` beside it. */
export interface FormatFixture {
  /** `otlp/lines.jsonl` */
  name: string
  path: string
  bytes: Buffer
  isText: boolean
}

const folder = join(import.meta.dirname, '../fixtures')
const FAMILIES = ['otlp', 'jaeger', 'zipkin']
const TEXT_NAME = /\.(json|jsonl|ndjson)$/

/** All of them: every file of the three folders that is no golden dump. Whatever is not named as JSON is binary. */
export const formatFixtures: readonly FormatFixture[] = FAMILIES.flatMap((family) =>
  readdirSync(join(folder, family))
    .filter((file) => !file.endsWith('.txt'))
    .map((file) => {
      const path = join(folder, family, file)
      return { name: `${family}/${file}`, path, bytes: readFileSync(path), isText: TEXT_NAME.test(file) }
    }),
)
