import type { Result } from '../../preload/contract/channel'
import type { WrittenFile } from '../../preload/contract/exports'
import type { Explorer } from '../explorer'

/** Has what the page made written to a file; in a browser it is offered at an address of the page itself. */
export async function saveFile(
  { desktop, shell }: Explorer,
  name: string,
  content: Blob,
  signal: AbortSignal,
): Promise<Result<WrittenFile | null>> {
  if (!desktop) return { value: { address: URL.createObjectURL(content) } }
  return shell.ask('file.save', { name, content: new Uint8Array(await content.arrayBuffer()) }, { signal })
}
