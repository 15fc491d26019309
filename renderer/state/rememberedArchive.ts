const KEY = 'open-archive'

/** Path of the archive that this page showed before it was reloaded. */
export function rememberedArchive(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined
}

/** Keeps the path over a reload of the page; undefined forgets it. */
export function rememberArchive(path: string | undefined): void {
  if (path === undefined) sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, path)
}
