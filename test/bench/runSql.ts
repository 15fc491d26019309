import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../main/archive/openArchive'
import { defaultMemoryLimit } from '../../main/console/memoryLimit'
import { connectConsole, openConsole } from '../../main/console/openConsole'
import { forkHost } from '../../main/hosts/forkHost'
import { SqlConsole } from '../../main/hosts/SqlConsole'
import { measureStatements } from './measureStatements'

/**
 * Measures once and prints milliseconds, as JSON:
 * `runSql first <archive> <statement>`: DuckDB alone, with the console's settings, until it has the first rows;
 * `runSql browser|desktop <archive> <statements as JSON>`: the program, from the key until the first rows are drawn;
 * `runSql copy|export <archive> <file> <statement>`: DuckDB's own COPY to Parquet, and the program's export of the same.
 */
const [what = '', archive = '', ...given] = process.argv.slice(2)

const measures: Record<string, () => Promise<unknown>> = {
  first: () => withFolder((folder) => first(folder, given[0] ?? '')),
  browser: () => measureStatements('browser', archive, JSON.parse(given[0] ?? '')),
  desktop: () => measureStatements('desktop', archive, JSON.parse(given[0] ?? '')),
  copy: () => copy(given[0] ?? '', given[1] ?? ''),
  export: () => exported(given[0] ?? '', given[1] ?? ''),
}

async function first(temporaryFolder: string, statement: string): Promise<number> {
  const options = { archive, memoryLimitBytes: defaultMemoryLimit(), temporaryFolder, writableFile: null }
  const connection = await connectConsole(await openConsole(options))
  await connection.run('SELECT 1')
  const startedAt = performance.now()
  const result = await connection.stream(statement)
  const chunk = await result.fetchChunk()
  const milliseconds = performance.now() - startedAt
  if (!chunk?.rowCount) throw new Error(`${statement} answered nothing`)
  return milliseconds
}

async function copy(file: string, statement: string): Promise<number> {
  const startedAt = performance.now()
  const { connection } = await openArchive(archive)
  await connection.run(`COPY (${statement}) TO '${file}' (FORMAT parquet)`)
  return performance.now() - startedAt
}

async function exported(file: string, statement: string): Promise<number> {
  const console = new SqlConsole({ spawnHost: forkHost, entryFolder: process.env['BUILT_ENTRIES'] ?? '', archive })
  const all = { parameters: {}, selection: null, arrangement: null, columns: null }
  const context = { signal: new AbortController().signal, progress: () => undefined }
  const startedAt = performance.now()
  await console.export({ statement, ...all, format: 'parquet', file }, context)
  const milliseconds = performance.now() - startedAt
  await console.close()
  return milliseconds
}

async function withFolder<Value>(use: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'traceloupe-sql-bench-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

process.stdout.write(JSON.stringify(await measures[what]?.()))
process.exit()
