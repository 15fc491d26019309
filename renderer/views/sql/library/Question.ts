import type { SqlParameter } from '../../../../preload/contract/sql/parameters'

export const QUESTION_GROUPS = ['Latency', 'Errors', 'Structure', 'Messaging', 'Data'] as const
export type QuestionGroup = (typeof QUESTION_GROUPS)[number]

/** A question of the library: a statement that can be run as it is, and changed. */
export interface Question {
  /** The name of its file. */
  id: string
  title: string
  /** One sentence. */
  about: string
  group: QuestionGroup
  parameters: QuestionParameter[]
  /** What the editor is to hold: the statement and its comments, without the header. */
  statement: string
}

/** A `$name` of the statement, in the order of the inputs. */
export interface QuestionParameter {
  name: string
  type: ParameterType
  label: string
  default: ParameterDefault
}

export type ParameterType = Exclude<SqlParameter['type'], 'null'>

/**
 * Either a value, or a statement of which the one cell is the value: times as nanoseconds since the epoch, durations in
 * nanoseconds, NULL for none.
 */
export type ParameterDefault = { value: SqlParameter } | { statement: string }
