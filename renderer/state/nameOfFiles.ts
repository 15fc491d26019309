/** What to call files of the page together: `shop.json and 2 more`; a folder's files go by the folder's name. */
export function nameOfFiles(files: Pick<File, 'name' | 'webkitRelativePath'>[]): string {
  return nameOfPaths(files.map(topOf))
}

/** What to call paths together, by the last part of the first. */
export function nameOfPaths(paths: string[]): string {
  const [first = '', ...more] = new Set(
    paths.map((path) => path.split(/[\\/]/).findLast((part) => part !== '') ?? path),
  )
  return more.length > 0 ? `${first} and ${more.length} more` : first
}

/** Files of the page in groups that were dropped as one: a file, or a folder whole. */
export function groupedByTop(files: File[]): File[][] {
  const groups = new Map<string, File[]>()
  for (const file of files) groups.set(topOf(file), [...(groups.get(topOf(file)) ?? []), file])
  return [...groups.values()]
}

function topOf({ name, webkitRelativePath }: Pick<File, 'name' | 'webkitRelativePath'>): string {
  return (webkitRelativePath || name).split('/')[0] || name
}
