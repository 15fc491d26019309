import type { Tag, TagsRead } from './readLogfmt'

/** What a search form of Jaeger or Zipkin holds, as it is written in its fields. */
export interface SearchFields {
  service: string | null
  operation: string | null
  /** Zipkin's alone. */
  remoteService: string
  tags: string
  minDuration: string
  maxDuration: string
  /** How many traces at most; empty for all. */
  limit: string
}

/** What is wrong with what is written in a field. */
export type FieldProblems = Partial<Record<'tags' | 'minDuration' | 'maxDuration' | 'limit', string>>

/** What tells one form from the other. */
export interface SearchForm {
  /** In the menu. */
  name: string
  title: string
  labels: Readonly<Record<Exclude<keyof SearchFields, 'remoteService'>, string>> & { remoteService: string | null }
  hints: Readonly<Record<'tags' | 'duration', string>>
  placeholders: Readonly<Record<'tags' | 'duration', string>>
  readTags: (text: string) => TagsRead
  writeTags: (tags: readonly Tag[]) => string
  tagCondition: (tag: Tag) => string
  /** A duration as a literal; null for what is none. */
  duration: (text: string) => string | null
}
