import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BIGINT,
  DuckDBTimestampNanosecondsValue,
  StatementType,
  TIMESTAMP_NS,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api'
import { checkNames } from '../../main/console/checkNames'
import { connectConsole, openConsole } from '../../main/console/openConsole'
import { readStatement } from '../../main/console/readStatement'
import { sqlValue } from '../../main/console/sqlValue'
import type { SqlParameter, SqlParameters } from '../../preload/contract/sql/parameters'
import { parameterOf } from '../../renderer/views/sql/library/parameterOf'
import { QUESTIONS } from '../../renderer/views/sql/library/questions'
import type { WorkerFiles } from '../../main/import/ImportThreads'
import { importInto } from '../import/importInto'

export type Row = Record<string, unknown>

export interface QuestionScene {
  /** The rows that a question of the library answers, with its own parameters or others: whole numbers as numbers, times as nanoseconds. */
  answer(id: string, parameters?: SqlParameters): Promise<Row[]>
  rows(statement: string): Promise<Row[]>
  close(): Promise<void>
}

/** Imports an export that `write` puts at a path, and opens its archive as the SQL host does, behind both walls. */
export async function questionScene(
  workers: WorkerFiles,
  write: (path: string) => Promise<unknown>,
): Promise<QuestionScene> {
  const folder = await mkdtemp(join(tmpdir(), 'questions-'))
  const archive = join(folder, 'archive.duckdb')
  await write(join(folder, 'export.json'))
  await importInto(workers, archive, [join(folder, 'export.json')])
  const temporaryFolder = join(folder, 'temporary')
  const instance = await openConsole({ archive, memoryLimitBytes: 2 ** 29, temporaryFolder, writableFile: null })
  const connection = await connectConsole(instance)
  return {
    async answer(id, parameters = {}) {
      const question = QUESTIONS.find((each) => each.id === id)
      if (!question) throw new Error(`there is no question ${id}`)
      const statement = readStatement(question.statement)
      await checkNames(connection, statement)
      const prepared = await connection.prepare(statement.text)
      if (prepared.statementType !== StatementType.SELECT) throw new Error(`${id} does more than read`)
      const values: Record<string, DuckDBValue> = {}
      for (const { name, type, default: first } of question.parameters) {
        const found = 'value' in first ? first.value : parameterOf(type, await firstCell(connection, first.statement))
        values[name] = boundValue(parameters[name] ?? found)
      }
      const types = question.parameters.map(({ name, type }) => [name, TYPES[type]] as const)
      prepared.bind(values, Object.fromEntries(types))
      const result = await prepared.runAndReadAll()
      return result.getRowObjects().map(plainRow)
    },
    async rows(statement) {
      return (await connection.runAndReadAll(statement)).getRowObjects().map(plainRow)
    },
    async close() {
      connection.closeSync()
      instance.closeSync()
      await rm(folder, { recursive: true })
    },
  }
}

const TYPES = { text: VARCHAR, number: BIGINT, timestamp: TIMESTAMP_NS, duration: BIGINT }

async function firstCell(connection: DuckDBConnection, statement: string) {
  const read = readStatement(statement)
  await checkNames(connection, read)
  const [row] = (await connection.runAndReadAll(read.text)).getRows()
  return row?.[0] === undefined ? undefined : sqlValue(row[0])
}

function boundValue(parameter: SqlParameter): DuckDBValue {
  if (parameter.type === 'null') return null
  if (parameter.type === 'text') return parameter.value
  const whole = BigInt(parameter.value)
  return parameter.type === 'timestamp' ? new DuckDBTimestampNanosecondsValue(whole) : whole
}

function plainRow(row: Record<string, DuckDBValue>): Row {
  const plain = (value: DuckDBValue) =>
    typeof value === 'bigint' ? Number(value) : value instanceof DuckDBTimestampNanosecondsValue ? value.nanos : value
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))
}
