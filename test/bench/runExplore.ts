import { identifier, joinSql, sql, Statement } from '../../main/archive/sql'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { queryHandlers } from '../../main/queries/queryHandlers'
import { connect, serve } from '../../preload/contract/channel'
import { queryRequests, type QueryRequests } from '../../preload/contract/explorer'
import { portPair } from '../support/portPair'
import { EXPLORE_QUESTIONS, type ExploreQuestion } from './exploreQuestions'

/**
 * `runExplore names`: prints the names of all questions as JSON.
 * `runExplore <archive> <name> ours|scan|<statement>`: asks once of an archive that this process has just opened; prints
 * as JSON the milliseconds and the figures that were found. `scan` reads the columns that the question needs.
 */
const [archive = '', name = '', how = ''] = process.argv.slice(2)
if (archive === 'names') {
  process.stdout.write(JSON.stringify(Object.keys(EXPLORE_QUESTIONS)))
} else {
  const question = EXPLORE_QUESTIONS[name]
  if (!question) throw new Error(`there is no question ${name}`)
  const reader = await ArchiveReader.open(archive)
  const startedAt = performance.now()
  const found = await answer(reader, question)
  const milliseconds = performance.now() - startedAt
  process.stdout.write(JSON.stringify({ milliseconds, found }))
  process.exit()
}

async function answer(reader: ArchiveReader, { ask, found, columns }: ExploreQuestion): Promise<unknown[]> {
  if (how === 'scan') {
    const values = joinSql(columns.map(identifier), ', ')
    await rowsOf(reader, sql`SELECT bit_xor(hash(${values})) FROM spans`)
    return []
  }
  if (how !== 'ours') return found(await rowsOf(reader, new Statement([how], [])))
  const [here, there] = portPair()
  serve(
    there,
    queryRequests,
    queryHandlers(() => Promise.resolve(reader)),
  )
  return ask(connect<QueryRequests>(here))
}

async function rowsOf(reader: ArchiveReader, statement: Statement): Promise<unknown[][]> {
  const rows: unknown[][] = []
  for await (const chunk of reader.chunks(statement, new AbortController().signal)) rows.push(...chunk.getRows())
  return rows
}
