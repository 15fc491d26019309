import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'

interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream & { isTTY?: boolean }
}

/**
 * Whether a file may be written: one that exists only if whoever sits at the terminal says so. Scripts, which have
 * nobody to ask, replace it.
 */
export async function mayReplace(
  file: string,
  signal: AbortSignal,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<boolean> {
  if (!input.isTTY || !output.isTTY || !existsSync(file)) return true
  const asking = createInterface({ input, output })
  try {
    return /^y(es)?$/i.test((await asking.question(`${file} exists. Replace it? [y/N] `, { signal })).trim())
  } finally {
    asking.close()
  }
}
