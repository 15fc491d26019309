import { open, rename, rm } from 'node:fs/promises'

/**
 * Writes pieces of text as they come, each when the one before it has gone: to stdout, or to a file which is
 * there only when all of it is.
 */
export async function writeOutput(pieces: AsyncIterable<string>, file: string | undefined): Promise<void> {
  if (file === undefined) {
    for await (const piece of pieces) await writeToStdout(piece)
    return
  }
  const part = `${file}.part`
  const handle = await open(part, 'w')
  try {
    for await (const piece of pieces) await handle.appendFile(piece)
    await handle.close()
    await rename(part, file)
  } finally {
    await handle.close().catch(() => undefined)
    await rm(part, { force: true })
  }
}

function writeToStdout(piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(piece, (error) => (error ? reject(error) : resolve()))
  })
}
