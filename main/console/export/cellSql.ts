import {
  DuckDBArrayType,
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  DuckDBTypeId,
  DuckDBUnionType,
  type DuckDBType,
} from '@duckdb/node-api'
import { textLiteral } from '../../archive/sql'
import { momentText, numberText, unfiniteText } from './scalarSql'

/**
 * A cell as the console answers it (see `sqlValue`), written as SQL, so that DuckDB itself writes files of millions
 * of rows: taking each value into Node takes twenty times as long. `value` is SQL of our own, such as a column's
 * name; what is NULL stays NULL. Types nest as deep as DuckDB's parser allows.
 */

/** The cell as JSON. */
export function cellJson(type: DuckDBType, value: string, depth = 0): string {
  if (isPlain(type)) return `to_json(${value})::VARCHAR`
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType) return listJson(type.valueType, value, depth)
  if (type instanceof DuckDBMapType) return mapJson(type, value, depth)
  if (isNamedStruct(type)) return structJson(type, value, depth)
  if (type instanceof DuckDBUnionType) return memberOf(type, value, depth, cellJson)
  if (type.typeId === DuckDBTypeId.VARIANT) return `${value}::JSON::VARCHAR`
  const text = cellText(type, value, depth)
  if (INTEGERS.has(type.typeId)) {
    return `CASE WHEN ${value} BETWEEN ${-Number.MAX_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER} THEN ${text} ELSE '"' || ${text} || '"' END`
  }
  if (NUMBERS.has(type.typeId)) {
    return `CASE WHEN isfinite(${value}) THEN ${numberText(type, value)} ELSE '"' || ${unfiniteText(value)} || '"' END`
  }
  if (MOMENTS.has(type.typeId) || type.typeId === DuckDBTypeId.BLOB) return `'"' || ${text} || '"'`
  return `to_json(${text})::VARCHAR`
}

/** The cell where only text can stand: texts as they are, lists and objects as JSON. */
export function cellText(type: DuckDBType, value: string, depth = 0): string {
  if (NUMBERS.has(type.typeId)) {
    return `CASE WHEN isfinite(${value}) THEN ${numberText(type, value)} ELSE ${unfiniteText(value)} END`
  }
  if (MOMENTS.has(type.typeId)) return momentText(type, value)
  if (type.typeId === DuckDBTypeId.BLOB) return `base64(${value})`
  if (type instanceof DuckDBUnionType) return memberOf(type, value, depth, cellText)
  return isNested(type) ? cellJson(type, value, depth) : `${value}::VARCHAR`
}

const INTEGERS = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.BIGNUM,
])
const NUMBERS = new Set([DuckDBTypeId.FLOAT, DuckDBTypeId.DOUBLE])
const MOMENTS = new Set([
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_NS,
  DuckDBTypeId.TIMESTAMP_TZ,
])
/** Of which DuckDB's own JSON is ours. */
const PLAIN = new Set([
  DuckDBTypeId.BOOLEAN,
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.VARCHAR,
  DuckDBTypeId.ENUM,
  DuckDBTypeId.DATE,
  DuckDBTypeId.UUID,
])

function isPlain(type: DuckDBType): boolean {
  if (type instanceof DuckDBListType || type instanceof DuckDBArrayType) return isPlain(type.valueType)
  if (type instanceof DuckDBMapType) return type.keyType.typeId === DuckDBTypeId.VARCHAR && isPlain(type.valueType)
  if (type instanceof DuckDBStructType) return isNamedStruct(type) && type.entryTypes.every(isPlain)
  // A JSON is a VARCHAR with a name, which would not be quoted.
  return PLAIN.has(type.typeId) && (type.alias === undefined || type.typeId === DuckDBTypeId.ENUM)
}

function isNested(type: DuckDBType): boolean {
  return (
    type instanceof DuckDBListType ||
    type instanceof DuckDBArrayType ||
    type instanceof DuckDBMapType ||
    isNamedStruct(type) ||
    type.typeId === DuckDBTypeId.VARIANT
  )
}

/** Rows without field names go out as text. */
function isNamedStruct(type: DuckDBType): type is DuckDBStructType {
  return type instanceof DuckDBStructType && !type.entryNames.includes('')
}

/** `depth` tells the names of items apart where lists are in lists. */
function listJson(valueType: DuckDBType, value: string, depth: number): string {
  const item = `item${depth}`
  const items = `list_transform(${value}, lambda ${item}: ${orNull(cellJson(valueType, item, depth + 1))})`
  return `'[' || array_to_string(${items}, ',') || ']'`
}

function mapJson({ keyType, valueType }: DuckDBMapType, value: string, depth: number): string {
  const entry = `item${depth}`
  const name = `to_json(${cellText(keyType, `${entry}.key`, depth + 1)})::VARCHAR`
  const member = `${name} || ':' || ${orNull(cellJson(valueType, `${entry}.value`, depth + 1))}`
  return `'{' || array_to_string(list_transform(map_entries(${value}), lambda ${entry}: ${member}), ',') || '}'`
}

function structJson({ entryNames, entryTypes }: DuckDBStructType, value: string, depth: number): string {
  const members = entryTypes.map((type, index) => {
    const name = entryNames[index] ?? ''
    const before = textLiteral(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`)
    return `${before}, ${orNull(cellJson(type, `struct_extract(${value}, ${textLiteral(name)})`, depth))}`
  })
  return `CASE WHEN ${value} IS NOT NULL THEN concat('{', ${members.join(', ')}, '}') END`
}

function memberOf(
  { memberTags, memberTypes }: DuckDBUnionType,
  value: string,
  depth: number,
  write: (type: DuckDBType, value: string, depth: number) => string,
): string {
  const cases = memberTypes.map((type, index) => {
    const tag = textLiteral(memberTags[index] ?? '')
    return `WHEN ${tag} THEN ${write(type, `union_extract(${value}, ${tag})`, depth)}`
  })
  return `CASE union_tag(${value}) ${cases.join(' ')} END`
}

/** Inside JSON a NULL is written out. */
function orNull(json: string): string {
  return `coalesce(${json}, 'null')`
}
