import { open, statfs } from 'node:fs/promises'
import { Failed } from '../../preload/contract/failure'
import type { FoundFile } from './findFiles'

/**
 * What an archive and its staging take of a byte of export, at most: measured 0.1 for OTLP of ordinary
 * attributes, more where text is random.
 */
const SPACE_PER_BYTE = 0.5
/** The same for a compressed byte. */
const SPACE_PER_COMPRESSED_BYTE = 4
const LEAST_BYTES = 32 << 20

/** Free bytes for this user in the file system of `folder`. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Fails unless `folder` has room for an archive of `files` beside one of `oldBytes`. */
export async function requireSpace(
  folder: string,
  files: FoundFile[],
  oldBytes: number,
  freeIn = freeBytes,
): Promise<void> {
  let needed = LEAST_BYTES + 2 * oldBytes
  for (const { path, bytes } of files) {
    needed += bytes * ((await isCompressed(path)) ? SPACE_PER_COMPRESSED_BYTE : SPACE_PER_BYTE)
  }
  const available = await freeIn(folder)
  if (available < needed)
    throw new Failed({ code: 'no_space', path: folder, neededBytes: needed, availableBytes: available })
}

/** By the first bytes, as gzip, zstd and zip have them. An unreadable file is found out later. */
async function isCompressed(path: string): Promise<boolean> {
  const magic = new Uint8Array(4)
  try {
    const file = await open(path)
    try {
      await file.read(magic, 0, 4, 0)
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
  const start = Buffer.from(magic).toString('hex')
  return start.startsWith('1f8b') || start === '28b52ffd' || start === '504b0304'
}
