import { version } from '../../package.json'

/** The command line was not understood: exit status 2. */
export class UsageError extends Error {}

export { version }

const COMMANDS: Record<string, string> = {
  open: 'traceloupe [open] [path…]',
  import: 'traceloupe import <path…> --into <archive.duckdb> [--json]',
  sql: 'traceloupe sql <archive> "<statement>" [--format table|json|ndjson|csv|parquet] [--output <file> [--force]]',
  trace: 'traceloupe trace <archive> <trace-id> [--format tree|json|otlp|jaeger|zipkin] [--output <file> [--force]]',
  search: 'traceloupe search <archive> "<TraceQL>" [--limit n] [--json]',
  extract: 'traceloupe extract <archive> --into <new.duckdb> "<TraceQL>" [--redact <key>…] [--hash <key>…] [--json]',
  serve: 'traceloupe serve [path…] [--port n]',
}

export const USAGE = ['usage:', ...Object.values(COMMANDS).map((line) => `  ${line}`)].join('\n')

/** How one command is called; how all are, where there is no such command. */
export function usageOf(command: string): string {
  const line = COMMANDS[command]
  return line ? `usage: ${line}` : USAGE
}
