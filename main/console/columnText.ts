import { DuckDBTypeId, type DuckDBType } from '@duckdb/node-api'

/** SQL of what a cell shows, as text, so that values can be searched and grouped by it. */
export function columnText(column: string, type: DuckDBType): string {
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return column
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_NS:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return isoText(column)
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
      return isoText(`${column}::TIMESTAMP`)
    case DuckDBTypeId.BLOB:
      return `to_base64(${column})`
    default:
      return isNested(type) ? `to_json(${column})::VARCHAR` : `${column}::VARCHAR`
  }
}

function isoText(moment: string): string {
  return `(strftime(${moment}, '%Y-%m-%dT%H:%M:%S.%n') || CASE WHEN isfinite(${moment}) THEN 'Z' ELSE '' END)`
}

/** Whether values of the type hold others: they have no order that a reader would know, and are compared as text. */
export function isNested({ typeId }: DuckDBType): boolean {
  return NESTED.includes(typeId)
}

const NESTED = [
  DuckDBTypeId.LIST,
  DuckDBTypeId.ARRAY,
  DuckDBTypeId.STRUCT,
  DuckDBTypeId.MAP,
  DuckDBTypeId.UNION,
  DuckDBTypeId.VARIANT,
  DuckDBTypeId.GEOMETRY,
]
