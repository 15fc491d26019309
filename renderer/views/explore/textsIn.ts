/** The texts in JSON of a list of them; none for anything else. */
export function textsIn(text: string | null): string[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '')
    return Array.isArray(parsed) && parsed.every((each) => typeof each === 'string') ? parsed : []
  } catch {
    return []
  }
}
