import { writeWhole } from '../export/writeWhole'

/**
 * Writes pieces of text as they come, each when the one before it has gone: to stdout, or to a file which is
 * there only when all of it is.
 */
export async function writeOutput(pieces: AsyncIterable<string>, file: string | undefined): Promise<void> {
  if (file !== undefined) return writeWhole(pieces, file)
  for await (const piece of pieces) await writeToStdout(piece)
}

function writeToStdout(piece: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(piece, (error) => (error ? reject(error) : resolve()))
  })
}
