const ABBREVIATIONS = new Set(['otlp', 'json', 'csv'])

/** The name of a format for people: `OTLP JSON` for `otlp_json`. */
export function formatName(format: string): string {
  const words = format.split('_').filter((word) => word !== '')
  return words.map((word) => (ABBREVIATIONS.has(word) ? word.toUpperCase() : capitalised(word))).join(' ')
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
