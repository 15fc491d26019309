import {
  StatementType,
  type DuckDBConnection,
  type DuckDBExtractedStatements,
  type DuckDBPreparedStatement,
  type DuckDBType,
} from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import type { SqlToken } from '../../preload/contract/sql/lexStatement'
import type { SqlParameters } from '../../preload/contract/sql/parameters'
import type { SqlColumn } from '../../preload/contract/sql/sql'
import { bindParameters, type BoundParameters } from './bindParameters'
import { checkNames, ONLY_READING } from './checkNames'
import { explained, readStatement, type ReadStatement } from './readStatement'
import { sqlFailure } from './sqlFailure'

export interface StatementColumn extends SqlColumn {
  valueType: DuckDBType
}

/** A statement that passed the first wall: it only reads. */
export interface CheckedStatement {
  /** Without semicolon, and `offset` UTF-16 units into what the user wrote. */
  text: string
  offset: number
  tokens: SqlToken[]
  /** See `checkNames`. */
  parsed: unknown
  prepared: DuckDBPreparedStatement
  /** For its parameters; undefined where it has none. */
  bound: BoundParameters | undefined
  columns: StatementColumn[]
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
export async function checkStatement(
  connection: DuckDBConnection,
  written: string,
  parameters: SqlParameters,
): Promise<CheckedStatement> {
  const statement = readStatement(written)
  const inner = explained(written, statement)
  const selecting = inner ?? statement
  refuseKeyword(selecting)
  const { text, offset } = statement
  try {
    const extracted = await connection.extractStatements(text)
    const { catalog, parsed } = await checkNames(connection, selecting)
    const prepared = await prepareOnly(extracted, statement)
    if (inner) {
      requireType(prepared, StatementType.EXPLAIN, statement)
      requireType(await connection.prepare(inner.text), StatementType.SELECT, inner)
    } else requireType(prepared, StatementType.SELECT, statement)
    const bound = bindParameters(prepared, statement, parameters)
    const standsAlone = STANDS_ALONE.includes(statement.keyword)
    const columns =
      bound && !standsAlone ? await describe(connection, statement, bound) : preparedColumns(prepared, bound)
    return { text, offset, tokens: statement.tokens, parsed, prepared, bound, columns, catalog, standsAlone }
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

/** Those of a statement whose parameters have no type yet are known when it was run. */
function preparedColumns(prepared: DuckDBPreparedStatement, bound: BoundParameters | undefined): StatementColumn[] {
  if (bound) return []
  return Array.from({ length: prepared.columnCount }, (_, index) =>
    columnOf(prepared.columnName(index), prepared.columnType(index)),
  )
}

/** The columns that a statement has with its parameters bound; of them only the names can be had without a subquery. */
async function describe(
  connection: DuckDBConnection,
  { text, offset }: ReadStatement,
  { values, types }: BoundParameters,
): Promise<StatementColumn[]> {
  const head = 'DESCRIBE ('
  const describing = `${head}${text}\n)`
  try {
    const described = await connection.runAndReadAll(describing, values, types)
    const empty = await connection.run(`SELECT * FROM (${text}\n) LIMIT 0`, values, types)
    const names = described.getRows().map(([name]) => String(name))
    return empty.columnTypes().map((type, index) => columnOf(names[index] ?? '', type))
  } catch (error) {
    throw sqlFailure(error, { text: describing, before: head.length, offset })
  }
}

export function columnOf(name: string, valueType: DuckDBType): StatementColumn {
  return { name, type: typeName(valueType), valueType }
}

/** DuckDB's name of a type, without the values of a long enumeration. */
function typeName(type: DuckDBType): string {
  const name = type.alias ?? type.toString()
  return name.length <= 200 ? name : name.replaceAll(/ENUM\((?:'(?:[^']|'')*'(?:, )?)*\)/g, 'ENUM')
}
