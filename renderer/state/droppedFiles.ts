/**
 * The files that were dropped. With `walkFolders` a folder becomes the files in it, whose `webkitRelativePath` is
 * set as a chosen folder's would be; without, it stays one `File`, of which the desktop knows the path.
 * Call it while the drop event is being handled: the transfer is empty afterwards.
 */
export async function droppedFiles(transfer: DataTransfer, walkFolders: boolean): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (!walkFolders || entries.length === 0) return [...transfer.files]
  const files: File[] = []
  const waiting: FileSystemEntry[] = entries.reverse()
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    if (isFile(entry)) files.push(await fileOf(entry))
    else if (isDirectory(entry)) waiting.push(...(await entriesOf(entry)).reverse())
  }
  return files
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
  const path = entry.fullPath.replace(/^\//, '')
  if (path !== file.name) Object.defineProperty(file, 'webkitRelativePath', { value: path })
  return file
}

/** A reader hands out a directory in portions, the last of which is empty. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (portion.length === 0) return entries
    entries.push(...portion)
  }
}
