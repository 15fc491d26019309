/** What is known, and what an answer adds to it: `values` belong to `keys` place by place. Beyond `most` the old is left behind. */
export function withAnswers<Value>(
  known: ReadonlyMap<number, Value>,
  keys: readonly number[],
  values: readonly (Value | undefined)[],
  most: number,
): ReadonlyMap<number, Value> {
  const all = new Map(known.size + keys.length > most ? [] : known)
  keys.forEach((key, place) => {
    const value = values[place]
    if (value !== undefined) all.set(key, value)
  })
  return all
}

export function nothingKnown<Value>(): ReadonlyMap<number, Value> {
  return new Map()
}
