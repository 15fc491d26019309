import type { DuckDBConnection } from '@duckdb/node-api'
import type { ImportedFile } from '../ImportedFile'

/** Stages the files of this import, and those of the archive which is added to, and the problems found. */
export async function stageFiles(connection: DuckDBConnection, files: ImportedFile[], hasOld: boolean): Promise<void> {
  await connection.run(`CREATE TABLE stage.files (
    file_id INTEGER, path VARCHAR, format VARCHAR, byte_count BIGINT, record_count BIGINT, rejected_count BIGINT)`)
  await connection.run(`CREATE TABLE stage.import_problems (
    file_id INTEGER, code VARCHAR, message VARCHAR, occurrences BIGINT, first_position BIGINT, sample VARCHAR)`)
  if (hasOld) {
    await connection.run(`INSERT INTO stage.files
      SELECT file_id, path, format, byte_count, record_count, rejected_count FROM archive.main.files`)
  }
  const rows = await connection.createAppender('files', 'main', 'stage')
  const problems = await connection.createAppender('import_problems', 'main', 'stage')
  for (const file of files) {
    rows.appendInteger(file.file)
    rows.appendVarchar(file.path)
    rows.appendVarchar(file.format)
    rows.appendBigInt(BigInt(file.bytes))
    rows.appendBigInt(BigInt(file.records))
    rows.appendBigInt(BigInt(file.rejected))
    rows.endRow()
    for (const { code, message, occurrences, firstPosition, sample } of file.problems) {
      problems.appendInteger(file.file)
      problems.appendVarchar(code)
      problems.appendVarchar(message)
      problems.appendBigInt(BigInt(occurrences))
      if (firstPosition === null) problems.appendNull()
      else problems.appendBigInt(BigInt(firstPosition))
      if (sample === null) problems.appendNull()
      else problems.appendVarchar(sample)
      problems.endRow()
    }
  }
  rows.closeSync()
  problems.closeSync()
}
