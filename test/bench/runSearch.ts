import { Statement, sql } from '../../main/archive/sql'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { compileText } from '../../main/traceql/compileText'
import { askAsView } from './askAsView'

/**
 * `runSearch <archive> view <query>`: asks what a view asks, see `askAsView`; prints as JSON the milliseconds of each.
 * `runSearch <archive> traceql|sql <text>`: asks once of an archive that this process has just opened; prints as JSON
 * the milliseconds and what was found. Of TraceQL all is counted, from the text on.
 */
const [archive = '', language = '', text = ''] = process.argv.slice(2)
const reader = await ArchiveReader.open(archive)
if (language === 'view') {
  process.stdout.write(JSON.stringify(await askAsView(reader, text)))
  process.exit()
}
const startedAt = performance.now()
const statement =
  language === 'sql'
    ? new Statement([text], [])
    : sql`SELECT coalesce(sum(matched_spans), 0)::BIGINT AS spans, count(*) AS traces FROM (${compileText(text).traces})`
let found: string[] = []
for await (const chunk of reader.chunks(statement, new AbortController().signal)) {
  found = (chunk.getRows()[0] ?? []).map((count) => String(count ?? 0))
}
const milliseconds = performance.now() - startedAt
reader.close()
process.stdout.write(JSON.stringify({ milliseconds, found }))
