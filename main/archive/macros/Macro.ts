/** A macro that every archive carries. Its parameters stand in `body` by their names. */
export interface Macro {
  name: string
  parameters: string[]
  /** DuckDB's type of what it answers; `TABLE` where it answers rows. */
  returns: string
  /** One sentence. */
  about: string
  example: string
  /** An expression, or a SELECT where it answers rows. */
  body: string
}
