/** An escape, a class of characters, or the head of a group: what RE2 and JavaScript read differently. */
const PARTS =
  /\\Q[^]*?(?:\\E|$)|\\k<|\\[^]|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|\(\?(?:P?<\w+>|<?[=!]|[imsU-]+[:)]|P[=>])/g

/** Why a pattern is no regular expression of RE2; null for all but the obvious. */
export function checkPattern(pattern: string): string | null {
  let refused: string | null = null
  const inJavaScript = pattern.replace(PARTS, (part) => {
    if (/^\(\?<?[=!]/.test(part)) refused ??= `lookaheads and lookbehinds such as ${part}…) are unknown to RE2`
    else if (/^(\\[1-9]|\\k<|\(\?P[=>])$/.test(part))
      refused ??= `references to groups such as ${part} are unknown to RE2`
    if (part.startsWith('(?')) return part.endsWith(')') ? '' : '('
    return part === '\\' ? part : 'x'
  })
  if (refused !== null) return refused
  try {
    new RegExp(inJavaScript)
    return null
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(': ').at(-1) : ''
    return `this is no regular expression: ${reason}`
  }
}
