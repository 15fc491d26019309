import type { DuckDBValue } from '@duckdb/node-api'

/** A statement with its values apart, for `connection.run(statement.text, statement.values)`. */
export class Statement {
  readonly #parts: readonly string[]
  readonly values: DuckDBValue[]

  /** `parts` is one longer than `values`: each value stands between two parts. */
  constructor(parts: readonly string[], values: DuckDBValue[]) {
    this.#parts = parts
    this.values = values
  }

  get text(): string {
    return this.#parts.reduce((text, part, index) => (index === 0 ? part : `${text}$${index}${part}`), '')
  }

  get parts(): readonly string[] {
    return this.#parts
  }
}

/** SQL in which every `${value}` is a bound parameter and every `${statement}` a piece of SQL. */
export function sql(literals: TemplateStringsArray, ...inserted: (DuckDBValue | Statement)[]): Statement {
  const parts = [literals[0] ?? '']
  const values: DuckDBValue[] = []
  const append = (text: string) => parts.push((parts.pop() ?? '') + text)
  inserted.forEach((piece, index) => {
    if (piece instanceof Statement) {
      append(piece.parts[0] ?? '')
      parts.push(...piece.parts.slice(1))
      values.push(...piece.values)
    } else {
      parts.push('')
      values.push(piece)
    }
    append(literals[index + 1] ?? '')
  })
  return new Statement(parts, values)
}

/** Pieces of SQL with `separator` between them. */
export function joinSql(pieces: readonly Statement[], separator: string): Statement {
  const between = new Statement([separator], [])
  return pieces.reduce(
    (all, piece, index) => (index === 0 ? piece : sql`${all}${between}${piece}`),
    new Statement([''], []),
  )
}

/** A name as quoted SQL. */
export function identifier(name: string): Statement {
  return new Statement([`"${name.replaceAll('"', '""')}"`], [])
}

/** A text as an SQL literal, for the few statements which take no parameters, such as `ATTACH`. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
