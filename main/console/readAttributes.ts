import { DuckDBListValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import type { SqlAttribute } from '../../preload/contract/sql/vocabulary'
import { ATTRIBUTE_TYPES, type AttributeType } from '../../preload/contract/trace'
import { ATTRIBUTE_SCOPES } from '../../preload/contract/traceql/ast'

const MOST_KEYS = 500

/** Attribute keys as the import has counted them. Distinct values are known where all of them are listed. */
export async function readAttributes(connection: DuckDBConnection): Promise<SqlAttribute[]> {
  const reader = await connection.runAndReadAll(`
    WITH listed AS (
      SELECT scope, key, count(DISTINCT value) AS distinct_count FROM store.attribute_values GROUP BY scope, key
    )
    SELECT scope, key, list(type ORDER BY occurrences DESC, type), sum(occurrences) AS occurrences,
      CASE WHEN bool_and(is_listed) THEN any_value(distinct_count) END
    FROM store.attribute_keys LEFT JOIN listed USING (scope, key)
    WHERE scope <> 'intrinsic'
    GROUP BY scope, key
    QUALIFY row_number() OVER (PARTITION BY scope ORDER BY sum(occurrences) DESC, key) <= ${MOST_KEYS}
    ORDER BY occurrences DESC, key`)
  const attributes = reader.getRows().flatMap(([scoped, key, types, occurrences, distinct]): SqlAttribute[] => {
    const scope = ATTRIBUTE_SCOPES.find((each) => each === scoped)
    if (!scope) return []
    const distinctCount = distinct === null ? null : Number(distinct)
    return [{ scope, key: String(key), types: typesOf(types), occurrences: Number(occurrences), distinctCount }]
  })
  const place = ({ scope }: SqlAttribute) => ATTRIBUTE_SCOPES.indexOf(scope)
  return attributes.sort((a, b) => place(a) - place(b))
}

function typesOf(value: DuckDBValue | undefined): AttributeType[] {
  return value instanceof DuckDBListValue ? value.items.filter(isType) : []
}

function isType(value: DuckDBValue): value is AttributeType {
  return typeof value === 'string' && value in ATTRIBUTE_TYPES
}
