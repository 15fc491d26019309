/** Why a function is not for users' statements, by its name in lower case; null when it is. */
export function whyRefused(functionName: string): string | null {
  for (const [reason, { names, prefixes }] of Object.entries(REFUSED)) {
    if (names.includes(functionName) || prefixes.some((prefix) => functionName.startsWith(prefix))) return reason
  }
  return null
}

/** Functions of DuckDB and its built-in extensions that reach beyond the archive. */
const REFUSED: Record<string, { names: string[]; prefixes: string[] }> = {
  'it reads or writes files': {
    names: ['glob', 'sniff_csv', 'sql_auto_complete'],
    prefixes: ['read_', 'write_', 'parquet_'],
  },
  'it runs a text as another statement': {
    names: ['query', 'query_table', 'json_execute_serialized_sql', 'json_serialize_plan'],
    prefixes: [],
  },
  'it changes how DuckDB runs': {
    names: ['check_peg_parser', 'checkpoint', 'force_checkpoint', 'truncate_duckdb_logs', 'nextval', 'currval'],
    prefixes: ['enable_', 'disable_', 'set_config'],
  },
  'it reads the machine’s settings': {
    names: ['getenv', 'which_secret', 'duckdb_secrets'],
    prefixes: ['load_aws_'],
  },
  'it reads raw memory': {
    names: ['seq_scan'],
    prefixes: ['arrow_scan', '__internal_'],
  },
}
