import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TestConsole } from './TestConsole'

let test: TestConsole
let hash: string
let folder: string

beforeAll(async () => {
  test = await TestConsole.open()
  hash = await test.archiveHash()
  folder = dirname(test.archive)
  await writeFile(join(folder, 'secret.csv'), 'secret\n1\n')
})
afterAll(() => test.close())

/** Whatever was tried, the archive is what it was, nothing lies beside it, and the next statement works. */
afterEach(async () => {
  expect((await test.run('SELECT 42')).rows).toEqual([[42]])
  expect(await test.archiveHash()).toBe(hash)
  expect((await readdir(folder)).sort()).toEqual(['secret.csv', 'shop.duckdb'])
})

/** Fills in the paths that exist only when the test runs. */
async function filled(statement: string): Promise<string> {
  const settings = await test.run(`SELECT value FROM duckdb_settings() WHERE name = 'temp_directory'`)
  return statement
    .replaceAll('$ARCHIVE', test.archive)
    .replaceAll('$FOLDER', folder)
    .replaceAll('$TEMPORARY', String(settings.rows[0]?.[0]))
}

async function refusal(statement: string): Promise<string> {
  const failure = await test.failureOf(await filled(statement))
  return failure.code === 'sql_refused' ? failure.what : JSON.stringify(failure)
}

describe('statements that read files', () => {
  it.each([
    ['read_csv', `SELECT * FROM read_csv('$FOLDER/secret.csv')`],
    ['read_csv_auto', `FROM read_csv_auto('$FOLDER/secret.csv')`],
    ['read_text', `SELECT content FROM read_text('$FOLDER/secret.csv')`],
    ['read_text', `SELECT (SELECT content FROM read_text('$FOLDER/secret.csv'))`],
    ['read_text', `FROM ancestors_of((SELECT content FROM read_text('$FOLDER/secret.csv')), 'a')`],
    ['getenv', `SELECT humanize_duration(getenv('HOME')::BIGINT)`],
    ['read_blob', `FROM read_blob('$ARCHIVE')`],
    ['read_blob', `WITH a AS (FROM read_blob('$ARCHIVE')) FROM a`],
    ['read_blob', `FROM system.main.read_blob('$ARCHIVE')`],
    ['read_blob', `FROM "READ_BLOB" /* ( */ ('$ARCHIVE')`],
    ['read_parquet', `FROM read_parquet('$FOLDER/*')`],
    ['parquet_scan', `FROM parquet_scan('$FOLDER/*')`],
    ['parquet_metadata', `FROM parquet_metadata('$FOLDER/a.parquet')`],
    ['parquet_schema', `FROM parquet_schema('$FOLDER/a.parquet')`],
    ['parquet_kv_metadata', `FROM parquet_kv_metadata('$FOLDER/a.parquet')`],
    ['parquet_file_metadata', `FROM parquet_file_metadata('$FOLDER/a.parquet')`],
    ['parquet_full_metadata', `FROM parquet_full_metadata('$FOLDER/a.parquet')`],
    ['parquet_bloom_probe', `FROM parquet_bloom_probe('$FOLDER/a.parquet', 'a', 1)`],
    ['read_json', `FROM read_json('$FOLDER/a.json')`],
    ['read_json_auto', `FROM read_json_auto('$FOLDER/a.json')`],
    ['read_json_objects', `FROM read_json_objects('$FOLDER/a.json')`],
    ['read_json_objects_auto', `FROM read_json_objects_auto('$FOLDER/a.json')`],
    ['read_ndjson', `FROM read_ndjson('$FOLDER/a.json')`],
    ['read_ndjson_auto', `FROM read_ndjson_auto('$FOLDER/a.json')`],
    ['read_ndjson_objects', `FROM read_ndjson_objects('$FOLDER/a.json')`],
    ['read_duckdb', `FROM read_duckdb('$ARCHIVE', table_name = 'archive')`],
    ['glob', `FROM glob('$FOLDER/*')`],
    ['sniff_csv', `FROM sniff_csv('$FOLDER/secret.csv')`],
    ['sql_auto_complete', `FROM sql_auto_complete('FROM ''$FOLDER/')`],
    ['getenv', `SELECT getenv('HOME')`],
    ['which_secret', `FROM which_secret('a', 's3')`],
    ['arrow_scan', `FROM arrow_scan(1, 2, 3)`],
    ['files as relations', `FROM '$FOLDER/secret.csv'`],
    ['files as relations', `SELECT * FROM spans, "$FOLDER/secret.csv"`],
    ['files as relations', `FROM '$ARCHIVE'`],
    ['files as relations', `FROM 'secret.csv'`],
    ['files as relations', `DESCRIBE '$FOLDER/secret.csv'`],
    ['files as relations', `SUMMARIZE '$FOLDER/secret.csv'`],
    ['files as relations', `TABLE '$FOLDER/secret.csv'`],
    ['held results', `FROM traceloupe_result_1.held_rows`],
    ['held results', `SELECT * FROM "TRACELOUPE_RESULT_1".main.held_rows`],
    ['held results', `PIVOT traceloupe_result_1.held_rows ON c0`],
    ['files as relations', `PIVOT '$FOLDER/secret.csv' ON secret`],
    ['files as relations', `FROM '$TEMPORARY/a.csv' WHERE EXISTS (WITH "$TEMPORARY/a.csv" AS (SELECT 1) SELECT 1)`],
    ['read_csv', `PIVOT read_csv('$FOLDER/secret.csv') ON secret`],
    ['read_csv', `EXPLAIN ANALYZE FROM read_csv('$FOLDER/secret.csv')`],
    ['read_csv', `EXPLAIN (FORMAT json, ANALYZE) FROM read_csv('$FOLDER/secret.csv')`],
  ])('%s: %s', async (what, statement) => {
    expect(await refusal(statement)).toBe(what)
  })
})

describe('statements that write, configure or reach out', () => {
  it.each([
    ['COPY', `COPY (SELECT 1) TO '$ARCHIVE'`],
    ['COPY', `COPY (SELECT 1) TO '$ARCHIVE.wal'`],
    ['COPY', `COPY (SELECT 1) TO '$TEMPORARY/a.csv'`],
    ['COPY', `COPY spans TO '$FOLDER/out.csv'`],
    ['COPY', `COPY FROM DATABASE shop TO memory`],
    ['COPY', `EXPLAIN ANALYZE COPY (SELECT 1) TO '$ARCHIVE'`],
    ['COPY', `EXPLAIN ANALYZE VERBOSE COPY (SELECT 1) TO '$ARCHIVE'`],
    ['COPY', `EXPLAIN (ANALYZE) COPY (SELECT 1) TO '$ARCHIVE.wal'`],
    ['COPY', `/* SELECT */ copy (SELECT 1) TO '$TEMPORARY/a.csv'`],
    ['ATTACH', `ATTACH '$FOLDER/other.duckdb'`],
    ['ATTACH', `ATTACH ':memory:' AS other`],
    ['DETACH', `DETACH shop`],
    ['USE', `USE memory`],
    ['INSTALL', `INSTALL httpfs`],
    ['INSTALL', `INSTALL '$FOLDER/a.duckdb_extension'`],
    ['FORCE', `FORCE INSTALL httpfs`],
    ['LOAD', `LOAD httpfs`],
    ['LOAD', `LOAD '$FOLDER/a.duckdb_extension'`],
    ['SET', `SET threads = 1`],
    ['SET', `SET enable_progress_bar_print = true`],
    ['SET', `SET VARIABLE a = 1`],
    ['RESET', `RESET threads`],
    ['PRAGMA', `PRAGMA database_list`],
    ['PRAGMA', `PRAGMA memory_limit = '10GB'`],
    ['PRAGMA', `EXPLAIN PRAGMA version`],
    ['CALL', `CALL pragma_version()`],
    ['CALL', `CALL enable_logging()`],
    ['CALL', `EXPLAIN ANALYZE CALL enable_logging()`],
    ['CREATE', `CREATE TABLE a AS SELECT 1`],
    ['CREATE', `CREATE TEMP TABLE a AS SELECT 1`],
    ['CREATE', `EXPLAIN ANALYZE CREATE TABLE a AS SELECT 1`],
    ['CREATE', `CREATE MACRO a() AS 1`],
    ['CREATE', `CREATE TYPE a AS ENUM ('b')`],
    ['CREATE', `CREATE SECRET a (TYPE s3)`],
    ['DROP', `DROP TABLE archive`],
    ['ALTER', `ALTER TABLE archive ADD COLUMN a INTEGER`],
    ['COMMENT', `COMMENT ON TABLE archive IS 'a'`],
    ['INSERT', `INSERT INTO archive VALUES (1, now(), 'a')`],
    ['UPDATE', `UPDATE archive SET format_version = 9`],
    ['DELETE', `DELETE FROM archive`],
    ['TRUNCATE', `TRUNCATE archive`],
    ['MERGE', `MERGE INTO archive USING archive AS b ON true WHEN MATCHED THEN DELETE`],
    ['INSERT', `EXPLAIN ANALYZE INSERT INTO archive VALUES (1, now(), 'a')`],
    ['WITH', `WITH a AS (SELECT 1) INSERT INTO archive SELECT 1, now(), 'a'`],
    ['WITH', `WITH a AS (SELECT 1) DELETE FROM archive`],
    ['PREPARE', `PREPARE a AS COPY (SELECT 1) TO '$ARCHIVE'`],
    ['EXECUTE', `EXECUTE a`],
    ['DEALLOCATE', `DEALLOCATE a`],
    ['EXPORT', `EXPORT DATABASE '$TEMPORARY'`],
    ['IMPORT', `IMPORT DATABASE '$TEMPORARY'`],
    ['CHECKPOINT', `CHECKPOINT`],
    ['FORCE', `FORCE CHECKPOINT`],
    ['VACUUM', `VACUUM`],
    ['ANALYZE', `ANALYZE`],
    ['BEGIN', `BEGIN TRANSACTION`],
    ['START', `START TRANSACTION`],
    ['COMMIT', `COMMIT`],
    ['ROLLBACK', `ROLLBACK`],
    ['several statements', `SELECT 1; COPY (SELECT 1) TO '$ARCHIVE'`],
    ['several statements', `SELECT ';'; SELECT 2`],
    ['several statements', `PIVOT spans ON status; DROP TABLE archive`],
    ['several statements', `SELECT 1; IMPORT DATABASE '$TEMPORARY'`],
    ['enable_logging', `SELECT * FROM enable_logging()`],
    ['enable_logging', `FROM enable_logging('$TEMPORARY', storage = 'file')`],
    ['query', `SELECT * FROM query('SELECT * FROM enable_logging()')`],
    ['query', `PIVOT query('SELECT * FROM enable_logging()') ON enabled`],
    ['query_table', `FROM query_table('$TEMPORARY/a.csv')`],
    ['json_execute_serialized_sql', `FROM json_execute_serialized_sql(json_serialize_sql('FROM enable_logging()'))`],
    ['json_serialize_plan', `SELECT json_serialize_plan('FROM enable_logging()')`],
    ['disable_logging', `FROM disable_logging()`],
    ['truncate_duckdb_logs', `FROM truncate_duckdb_logs()`],
    ['write_log', `SELECT write_log('a')`],
    ['enable_profiling', `FROM enable_profiling()`],
    ['disable_peg_parser', `FROM disable_peg_parser()`],
    ['force_checkpoint', `FROM force_checkpoint()`],
    ['checkpoint', `FROM checkpoint()`],
    ['nextval', `SELECT nextval('a')`],
  ])('%s: %s', async (what, statement) => {
    expect(await refusal(statement)).toBe(what)
  })
})

describe('statements that take all there is', () => {
  /** Cancels a statement as soon as it reports that it is under way. */
  async function stop(statement: string) {
    const controller = new AbortController()
    let abortedAt = Infinity
    const failure = await test.failureOf(statement, {
      signal: controller.signal,
      progress() {
        if (controller.signal.aborted) return
        abortedAt = performance.now()
        controller.abort()
      },
    })
    return { failure, waitedMs: performance.now() - abortedAt }
  }

  it('memory: the host is killed, and the message says so', async () => {
    expect(await test.failureOf('SELECT len(range(200000000))')).toMatchObject({
      code: 'host_ended',
      reason: 'memory',
      detail: expect.stringMatching(/^\d+ MB used, 768 MB allowed$/),
    })
  })

  it.each([
    ['killed', `SELECT levenshtein(repeat('ab', 30000), repeat('ba', 30001))`],
    ['interrupted', 'WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t) SELECT count(*) FROM t'],
    ['interrupted', 'SELECT sum(a.range * b.range) FROM range(9e6::INT) a, range(9e6::INT) b'],
    ['interrupted', 'EXPLAIN ANALYZE SELECT sum(a.range * b.range) FROM range(9e6::INT) a, range(9e6::INT) b'],
  ])('time: the host is %s: %s', async (_, statement) => {
    const { failure, waitedMs } = await stop(statement)
    expect(failure).toEqual({ code: 'cancelled' })
    expect(waitedMs).toBeLessThan(200)
  })
})

it('leaves no temporary folder behind', async () => {
  const folder = await filled('$TEMPORARY')
  expect(existsSync(folder)).toBe(true)
  await test.console.close()
  expect(existsSync(folder)).toBe(false)
})
