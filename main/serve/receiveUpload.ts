import { createWriteStream } from 'node:fs'
import { mkdir, utimes } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'

const uploadQuery = z.object({
  batch: z.string().regex(/^[0-9a-f]{16}$/),
  name: z
    .string()
    .max(1_000)
    .transform((name) => name.split('/'))
    .refine((parts) => parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part))),
  modified: z.coerce.number().nonnegative(),
})

/**
 * Writes an uploaded file to `<folder>/<batch>/<name>` with its own modification time, and answers the path
 * to open: that of the file, or of the folder at the top of its name. Null when the query makes no sense.
 */
export async function receiveUpload(
  folder: string,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<string | null> {
  const parsed = uploadQuery.safeParse(Object.fromEntries(query))
  if (!parsed.success) return null
  const { batch, name, modified } = parsed.data
  const path = join(folder, batch, ...name)
  await mkdir(join(path, '..'), { recursive: true })
  await pipeline(request, createWriteStream(path))
  await utimes(path, modified / 1_000, modified / 1_000)
  return join(folder, batch, name[0] ?? '')
}
