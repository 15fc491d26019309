import type { DuckDBConnection } from '@duckdb/node-api'
import { PROBLEMS } from '../../preload/contract/trace'
import { commentStatements } from './commentStatements'
import { FORMAT_VERSION } from './formatVersion'
import { macroStatements } from './macros/macros'
import schema from './schema.sql?raw'
import { sql } from './sql'

/** Of DuckDB's file format: what clients of DuckDB from this version on can open. */
export const STORAGE_VERSION = 'v1.5.0'

export interface ArchiveOrigin {
  /** Program and version, such as `traceloupe 0.1.0`. */
  createdBy: string
  /** ISO 8601; the present moment when left out. */
  createdAt?: string
}

/** Makes all relations and macros of an empty archive in the connection's present database. */
export async function createArchive(
  connection: DuckDBConnection,
  { createdBy, createdAt }: ArchiveOrigin,
): Promise<void> {
  await connection.run(schema)
  await connection.run(problemLists())
  const moment = createdAt ?? new Date().toISOString().replace('Z', '')
  const row = sql`INSERT INTO archive VALUES (${FORMAT_VERSION}, ${moment}::TIMESTAMP, ${createdBy})`
  await connection.run(row.text, row.values)
  await connection.run([...macroStatements(), ...commentStatements()].join(';\n'))
}

/** Gives an archive of an older format, which is read as well, what it lacks. */
export async function migrateArchive(connection: DuckDBConnection, formatVersion: number): Promise<void> {
  if (formatVersion === FORMAT_VERSION) return
  await connection.run([...macroStatements(), ...commentStatements()].join(';\n'))
  const update = sql`UPDATE archive SET format_version = ${FORMAT_VERSION}`
  await connection.run(update.text, update.values)
}

/** Bit n stands for `PROBLEMS[n]`. */
function problemLists(): string {
  const lists = Array.from({ length: 1 << PROBLEMS.length }, (_, bits) => {
    const names = PROBLEMS.filter((_, index) => (bits & (1 << index)) !== 0).map((name) => `'${name}'`)
    return `(${bits}, [${names.join(', ')}]::VARCHAR[])`
  })
  return `INSERT INTO store.problem_lists VALUES ${lists.join(', ')}`
}
