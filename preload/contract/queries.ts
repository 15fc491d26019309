import { z } from 'zod'

export const queryLanguage = z.enum(['traceql', 'sql'])
export type QueryLanguage = z.infer<typeof queryLanguage>

const text = z.string().min(1).max(100_000)
/** Milliseconds since the epoch. */
const moment = z.number().int().nonnegative()

/** A query that was given a name. */
export const savedQuery = z.object({
  id: z.string().min(1).max(64),
  language: queryLanguage,
  name: z.string().min(1).max(200),
  /** What it is for; empty for nothing said. */
  description: z.string().max(1_000),
  text,
  savedAt: moment,
})
export type SavedQuery = z.infer<typeof savedQuery>

/** A query that was asked: each text stands once in its language, with what came of it last. */
export const recentQuery = z.object({
  language: queryLanguage,
  text,
  ranAt: moment,
  /** The name of the archive that was asked. */
  archive: z.string(),
  /** How many traces it found, or rows; null while that is not known, or where it was not answered. */
  found: z.number().int().nonnegative().nullable(),
  /** How long the answer took, in milliseconds; null where that is not known. */
  elapsedMs: z.number().nonnegative().nullable().default(null),
})
export type RecentQuery = z.infer<typeof recentQuery>

/** A tab of the SQL workbench as it was left. */
export const keptTab = z.object({
  id: z.string().min(1).max(64),
  /** Empty for one that was given no name. */
  name: z.string().max(200),
  text: z.string().max(1_000_000),
  /** Where the cursor was, in UTF-16 units. */
  cursor: z.number().int().nonnegative(),
  /** What stood in the inputs of its parameters, by name. */
  values: z.record(
    z.string(),
    z.object({ type: z.enum(['text', 'number', 'timestamp', 'duration']), text: z.string() }),
  ),
  /** When it was last worked in. */
  keptAt: moment,
})
export type KeptTab = z.infer<typeof keptTab>

/** What is kept in one language. */
export interface QueryList {
  /** In the order in which they were first saved. */
  saved: SavedQuery[]
  /** Newest first, at most 200. */
  recent: RecentQuery[]
  /** Where the file lies of which a part could not be read; null when all is well. */
  damaged: string | null
}
