/** How well a text matches, more is better, and where: places of letters, ascending. */
export interface FuzzyMatch {
  score: number
  places: number[]
}

const START_OF_TEXT = 10
const START_OF_WORD = 8
const NEXT_LETTER = 6
const LETTER = 1

/**
 * Finds each of the words that are typed among the letters of a text, in their order but perhaps apart, best at the
 * starts of words: `cp` finds “Critical path”. Null where one of them is not there. Of two texts that match alike the
 * shorter one is better.
 */
export function fuzzyMatch(typed: string, text: string): FuzzyMatch | null {
  const letters = text.toLowerCase()
  const places = new Set<number>()
  let score = -text.length / 1_000
  for (const word of typed.toLowerCase().split(/\s+/)) {
    const match = matchWord(word, letters)
    if (!match) return null
    score += match.score
    match.places.forEach((place) => places.add(place))
  }
  return { score, places: [...places].sort((a, b) => a - b) }
}

/** The best of all ways to find a word: for each of its letters, the best score that ends at each place of the text. */
function matchWord(word: string, text: string): FuzzyMatch | null {
  let ends = new Array<number>(text.length).fill(0)
  const cameFrom: number[][] = []
  for (let index = 0; index < word.length; index++) {
    const next = new Array<number>(text.length).fill(-Infinity)
    const from = new Array<number>(text.length).fill(-1)
    let best = -1
    for (let place = 0; place < text.length; place++) {
      // The best end of the letter before, at least one letter apart.
      if (index > 0 && place > 1 && (best < 0 || (ends[place - 2] ?? 0) > (ends[best] ?? 0))) best = place - 2
      if (text[place] !== word[index]) continue
      const apart = index === 0 ? 0 : best < 0 ? -Infinity : (ends[best] ?? 0)
      const joined = index === 0 || place === 0 ? -Infinity : (ends[place - 1] ?? 0) + NEXT_LETTER
      from[place] = joined >= apart ? place - 1 : best
      next[place] = Math.max(apart, joined) + valueOf(text, place)
    }
    ends = next
    cameFrom.push(from)
  }
  const score = ends.reduce((best, end) => Math.max(best, end), word === '' ? 0 : -Infinity)
  if (score === -Infinity) return null
  const places: number[] = []
  let place = word === '' ? -1 : ends.indexOf(score)
  for (let index = word.length - 1; index >= 0; index--) {
    places.push(place)
    place = cameFrom[index]?.[place] ?? -1
  }
  return { score, places }
}

function valueOf(text: string, place: number): number {
  if (place === 0) return START_OF_TEXT
  return /[\p{L}\p{N}]/u.test(text[place - 1] ?? '') ? LETTER : START_OF_WORD
}
