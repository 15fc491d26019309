import { z } from 'zod'
import {
  keptTab,
  recentQuery,
  savedQuery,
  type KeptTab,
  type RecentQuery,
  type SavedQuery,
} from '../../preload/contract/queries'

/** At most so many recent queries of each language are kept. */
const RECENT = 200

export interface KeptQueries {
  saved: SavedQuery[]
  /** Newest first, each text once in its language. */
  recent: RecentQuery[]
  tabs: KeptTab[]
}

const entry = z.discriminatedUnion('kind', [
  savedQuery.extend({ kind: z.literal('saved') }),
  recentQuery.extend({ kind: z.literal('recent') }),
  keptTab.extend({ kind: z.literal('tab') }),
])

/** A JSON array with one entry to a line, so that a damaged line costs no other. */
export function formatQueryFile({ saved, recent, tabs }: KeptQueries): string {
  const entries = [
    ...saved.map((query) => ({ kind: 'saved', ...query })),
    ...recent.map((query) => ({ kind: 'recent', ...query })),
    ...tabs.map((tab) => ({ kind: 'tab', ...tab })),
  ]
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`
}

/** What can be read of the file, and whether anything could not. */
export function readQueryFile(content: string): KeptQueries & { damaged: boolean } {
  const { values, damaged } = valuesIn(content)
  const saved = new Map<string, SavedQuery>()
  const recent: RecentQuery[] = []
  const tabs = new Map<string, KeptTab>()
  let refused = 0
  for (const value of values) {
    const { data } = entry.safeParse(value)
    if (!data) refused += 1
    else if (data.kind === 'saved') saved.set(data.id, savedQuery.parse(data))
    else if (data.kind === 'tab') tabs.set(data.id, keptTab.parse(data))
    else recent.push(recentQuery.parse(data))
  }
  return {
    saved: [...saved.values()],
    recent: lastRuns(recent),
    tabs: [...tabs.values()],
    damaged: damaged || refused > 0,
  }
}

/** The last run of each query, newest first, as many as are kept. */
export function lastRuns(runs: readonly RecentQuery[]): RecentQuery[] {
  const seen = new Set<string>()
  const counts = { traceql: 0, sql: 0 }
  return runs
    .toSorted((a, b) => b.ranAt - a.ranAt)
    .filter(({ language, text }) => {
      const key = `${language} ${text}`
      if (seen.has(key)) return false
      seen.add(key)
      counts[language] += 1
      return counts[language] <= RECENT
    })
}

function valuesIn(content: string): { values: unknown[]; damaged: boolean } {
  if (content.trim() === '') return { values: [], damaged: false }
  const whole = parsed(content)
  if (Array.isArray(whole)) return { values: whole, damaged: false }
  const lines = content.split('\n').map((line) => parsed(line.trim().replace(/,$/, '')))
  return { values: lines.filter((value) => value !== undefined), damaged: true }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
