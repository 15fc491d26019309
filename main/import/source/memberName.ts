import type { Refusal } from './ArchiveMember'

const MOST_CHARACTERS = 4096

/**
 * A file’s name in an archive with `/` between its parts, as old archives of Windows do not have it; and why it is
 * refused where it leads out of the archive or would harm whoever shows it.
 */
export function memberName(name: string): { name: string; refused: Refusal | null } {
  const plain = name.replaceAll('\\', '/').replace(/^(\.\/+)+/, '')
  // Also the characters that turn the direction of a text.
  const shown = plain.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd').slice(0, MOST_CHARACTERS)
  return { name: shown, refused: refuseName(plain, shown) }
}

/** Folders, and what file managers add to an archive and nobody means. */
export function isBeside(name: string): boolean {
  const parts = name.split('/')
  const last = parts.at(-1) ?? ''
  return (
    last === '' ||
    parts.includes('__MACOSX') ||
    last.startsWith('._') ||
    last === '.DS_Store' ||
    last === 'Thumbs.db' ||
    last === 'desktop.ini'
  )
}

function refuseName(name: string, shown: string): Refusal | null {
  const unsafe = (message: string): Refusal => ({ code: 'unsafe_path', message })
  if (/^[a-z]:/i.test(name) || name.startsWith('/')) return unsafe('its path is absolute')
  if (name.split('/').includes('..')) return unsafe('its path leads out of the archive')
  if (shown.length < name.length) return unsafe('its path is too long')
  return shown === name ? null : unsafe('its path has control characters in it')
}
