import type { DuckDBConnection } from '@duckdb/node-api'

const FIRST_MS = 300
const EVERY_MS = 100

/** Reports how much of a connection's statement is done, 0 to 1, or null where DuckDB does not tell, once it runs long. */
export function watchProgress(connection: DuckDBConnection, onShare: (share: number | null) => void): () => void {
  let again: NodeJS.Timeout | undefined
  const report = () => {
    const { percentage } = connection.progress
    onShare(percentage < 0 ? null : Math.min(1, percentage / 100))
  }
  const first = setTimeout(() => {
    report()
    again = setInterval(report, EVERY_MS)
  }, FIRST_MS)
  return () => {
    clearTimeout(first)
    clearInterval(again)
  }
}
