/** The elements of a JSON list, without its brackets, as pieces of text that follow one another. */
export async function* listPieces(lists: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  let before = '\n'
  for await (const elements of lists) {
    if (elements.length === 0) continue
    yield before + elements.join(',\n')
    before = ',\n'
  }
}
