import type { Result } from '../preload/contract/channel'
import type { PathsOf } from './carrier'

/**
 * Sends files to the server behind the page, one after another, and answers the paths they have there.
 * The same files, unchanged, get the same paths again, so that an export is known when it comes twice.
 */
export const uploadFiles: PathsOf = async (files, { signal, onProgress } = {}) => {
  const batch = await digestOf(files)
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0)
  const paths: string[] = []
  let sentBefore = 0
  for (const file of files) {
    const result = await upload(file, batch, signal, (sent) => onProgress?.(sentBefore + sent, totalBytes))
    if (result.failure) return result
    paths.push(result.value)
    sentBefore += file.size
  }
  return { value: [...new Set(paths)] }
}

/** `fetch` cannot tell how much of a body is sent. */
function upload(
  file: File,
  batch: string,
  signal: AbortSignal | undefined,
  onSent: (bytes: number) => void,
): Promise<Result<string>> {
  const name = file.webkitRelativePath || file.name
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const query = new URLSearchParams({ batch, name, modified: String(file.lastModified) })
    request.open('POST', `upload?${query}`)
    request.upload.onprogress = (event) => onSent(event.loaded)
    request.onload = () =>
      resolve(
        request.status === 200
          ? { value: request.responseText }
          : { failure: { code: 'file_unreadable', path: name, problem: request.responseText || request.statusText } },
      )
    request.onerror = () =>
      resolve({ failure: { code: 'file_unreadable', path: name, problem: 'the connection to the program was lost' } })
    request.onabort = () => resolve({ failure: { code: 'cancelled' } })
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

async function digestOf(files: File[]): Promise<string> {
  const description = files.map((file) => [file.webkitRelativePath || file.name, file.size, file.lastModified])
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(description)))
  return Array.from(new Uint8Array(digest).subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
