import {
  DuckDBListType,
  DuckDBStructType,
  StatementType,
  type DuckDBConnection,
  type DuckDBExtractedStatements,
  type DuckDBPreparedStatement,
  type DuckDBType,
} from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import type { SqlColumn } from '../../preload/contract/sql/sql'
import { checkNames, ONLY_READING } from './checkNames'
import { explained, readStatement, type ReadStatement } from './readStatement'
import { sqlFailure } from './sqlFailure'

/** A statement that passed the first wall: it only reads. */
export interface CheckedStatement {
  /** Without semicolon, and `offset` UTF-16 units into what the user wrote. */
  text: string
  offset: number
  prepared: DuckDBPreparedStatement
  columns: SqlColumn[]
  /** Columns of rows without field names, which neither tables nor Node can hold as they are. */
  unnamedColumns: number[]
  /** It lists tables and the like, among which no table of ours should be. */
  catalog: boolean
  /** EXPLAIN, SHOW, DESCRIBE and SUMMARIZE: few rows, and not to be put into another statement. */
  standsAlone: boolean
}

/**
 * The first wall: one statement, which calls nothing that reaches beyond the archive, and which, prepared
 * alone, is a SELECT, or an EXPLAIN of one. Fails with `sql_refused`, or with `sql_failed` and DuckDB's message.
 * Preparing can take as long as running: DuckDB computes what is constant.
 */
export async function checkStatement(connection: DuckDBConnection, written: string): Promise<CheckedStatement> {
  const statement = readStatement(written)
  const inner = explained(written, statement)
  const selecting = inner ?? statement
  refuseKeyword(selecting)
  const { text, offset } = statement
  try {
    const extracted = await connection.extractStatements(text)
    const { catalog } = await checkNames(connection, selecting)
    const prepared = await prepareOnly(extracted, statement)
    if (inner) {
      requireType(prepared, StatementType.EXPLAIN, statement)
      requireType(await connection.prepare(inner.text), StatementType.SELECT, inner)
    } else requireType(prepared, StatementType.SELECT, statement)
    refuseParameters(prepared)
    const types = Array.from({ length: prepared.columnCount }, (_, index) => prepared.columnType(index))
    return {
      text,
      offset,
      prepared,
      columns: types.map((type, index) => ({ name: prepared.columnName(index), type: typeName(type) })),
      unnamedColumns: types.flatMap((type, index) => (hasUnnamedFields(type) ? [index] : [])),
      catalog,
      standsAlone: STANDS_ALONE.includes(statement.keyword),
    }
  } catch (error) {
    throw error instanceof Failed ? error : sqlFailure(error, { text, before: 0, offset })
  }
}

const STANDS_ALONE = ['EXPLAIN', 'SHOW', 'DESCRIBE', 'DESC', 'SUMMARIZE']

/** Words which start a statement that does more than read. Some act as soon as they are parsed. */
const NOT_READING = (
  'ABORT ALTER ANALYZE ATTACH BEGIN CALL CHECKPOINT COMMENT COMMIT COPY CREATE DEALLOCATE DELETE DETACH DROP END ' +
  'EXECUTE EXPORT FORCE GRANT IMPORT INSERT INSTALL LOAD MERGE PRAGMA PREPARE RESET REVOKE ROLLBACK SET START ' +
  'TRUNCATE UPDATE USE VACUUM'
).split(' ')

function refuseKeyword({ keyword, offset }: ReadStatement): void {
  if (NOT_READING.includes(keyword)) refuse(keyword, offset)
}

function refuse(what: string, position: number): never {
  throw new Failed({ code: 'sql_refused', what, message: `${what} is not allowed. ${ONLY_READING}`, position })
}

/**
 * The prepared statement. A PIVOT over all values of a column is a SELECT behind statements which make a
 * temporary type of these values; nothing else that was written as one statement may be several.
 */
async function prepareOnly(
  extracted: DuckDBExtractedStatements,
  { keyword, tokens, offset }: ReadStatement,
): Promise<DuckDBPreparedStatement> {
  const last = extracted.count - 1
  if (last > 0 && !tokens.some(({ kind, value }) => kind === 'word' && /^pivot/i.test(value))) {
    refuse('several statements', offset)
  }
  if (last > 0 && keyword === 'EXPLAIN') {
    const message = 'EXPLAIN of a PIVOT needs its values listed: PIVOT … ON column IN (…).'
    throw new Failed({ code: 'sql_failed', message, position: offset })
  }
  for (let index = 0; index < last; index++) {
    const making = await extracted.prepare(index)
    if (making.statementType !== StatementType.CREATE) refuse('several statements', offset)
    await making.run()
  }
  return extracted.prepare(last)
}

function requireType(prepared: DuckDBPreparedStatement, type: StatementType, { keyword, offset }: ReadStatement): void {
  if (prepared.statementType === type) return
  refuse(keyword || (StatementType[prepared.statementType] ?? 'this statement'), offset)
}

function refuseParameters(prepared: DuckDBPreparedStatement): void {
  if (prepared.parameterCount === 0) return
  const message = `The statement has ${prepared.parameterCount} parameters; write their values into it.`
  throw new Failed({ code: 'sql_failed', message, position: null })
}

/** DuckDB's name of a type, without the values of a long enumeration. */
function typeName(type: DuckDBType): string {
  const name = type.alias ?? type.toString()
  return name.length <= 200 ? name : name.replaceAll(/ENUM\((?:'(?:[^']|'')*'(?:, )?)*\)/g, 'ENUM')
}

function hasUnnamedFields(type: DuckDBType): boolean {
  let within: DuckDBType = type
  while (within instanceof DuckDBListType) within = within.valueType
  return within instanceof DuckDBStructType && within.entryNames.includes('')
}
