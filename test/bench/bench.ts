import { answersBench, ANSWERS_USAGE } from './answersBench.ts'
import { exploreBench, EXPLORE_USAGE } from './exploreBench.ts'
import { importBench, IMPORT_USAGE } from './importBench.ts'
import { searchBench, SEARCH_USAGE } from './searchBench.ts'
import { sqlBench, SQL_USAGE } from './sqlBench.ts'
import { traceBench, TRACE_USAGE } from './traceBench.ts'

/** `npm run bench <name>`: measures and prints. */
const benches: Record<string, (given: string[]) => Promise<void>> = {
  import: importBench,
  search: searchBench,
  answers: answersBench,
  trace: traceBench,
  explore: exploreBench,
  sql: sqlBench,
}

const [name = '', ...given] = process.argv.slice(2)
const bench = benches[name]
try {
  if (!bench)
    throw new Error(
      `usage: npm run bench -- ${[IMPORT_USAGE, SEARCH_USAGE, ANSWERS_USAGE, TRACE_USAGE, EXPLORE_USAGE, SQL_USAGE].join('\n       npm run bench -- ')}`,
    )
  await bench(given)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
