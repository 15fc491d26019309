import { MACROS } from './macros/macros'
import { SCHEMA_TEXTS } from './schemaTexts'
import { textLiteral } from './sql'

/** Views of the public schema; its other relations are tables. */
const VIEWS = ['spans', 'traces', 'span_events', 'span_links', 'logs']

/** Statements that write what the public schema means into the archive, where any client of DuckDB shows it. */
export function commentStatements(): string[] {
  const relations = Object.entries(SCHEMA_TEXTS).flatMap(([name, { about, columns }]) => [
    `COMMENT ON ${VIEWS.includes(name) ? 'VIEW' : 'TABLE'} ${name} IS ${textLiteral(about)}`,
    ...Object.entries(columns).map(([column, text]) => `COMMENT ON COLUMN ${name}."${column}" IS ${textLiteral(text)}`),
  ])
  const macros = MACROS.map(
    ({ name, returns, about }) =>
      `COMMENT ON MACRO ${returns === 'TABLE' ? 'TABLE ' : ''}${name} IS ${textLiteral(about)}`,
  )
  return [...relations, ...macros]
}
