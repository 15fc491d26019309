/** The browser begins to read a moment later. */
const KEPT_MS = 60_000

/** Has the browser keep a file, which it gets from an address of ours, or of a blob that nothing else uses. */
export function offerDownload(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  if (address.startsWith('blob:')) setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
