import type { QueryList, RecentQuery, SavedQuery } from '../../../preload/contract/queries'

/** A line of the list of queries. */
export interface QueryRow {
  /** Unlike that of any other line. */
  key: string
  section: 'saved' | 'recent'
  text: string
  /** Under which name the query is saved, if it is. */
  saved: SavedQuery | undefined
  /** When it last ran, and what it found; undefined where that is no longer known. */
  run: RecentQuery | undefined
}

/** The queries in which every word of a filter stands: the saved ones by name, the recent ones newest first. */
export function queryRows({ saved, recent }: QueryList, filter: string): QueryRow[] {
  const runs = new Map(recent.map((run) => [run.text, run]))
  const names = new Map(saved.map((query) => [query.text, query]))
  const words = filter.toLowerCase().split(/\s+/)
  const byName = saved.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  const rows: QueryRow[] = [
    ...byName.map((query): QueryRow => {
      const { id, text } = query
      return { key: `saved ${id}`, section: 'saved', text, saved: query, run: runs.get(text) }
    }),
    ...recent.map((run): QueryRow => {
      const { text } = run
      return { key: `recent ${text}`, section: 'recent', text, saved: names.get(text), run }
    }),
  ]
  return rows.filter((row) => {
    const said = wordsOf(row).toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

function wordsOf({ text, saved, run }: QueryRow): string {
  return [saved?.name, saved?.description, text, run?.archive].join('\n')
}
