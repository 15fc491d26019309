import { readFile } from 'node:fs/promises'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArchive } from '../../main/archive/createArchive'
import { MACROS } from '../../main/archive/macros/macros'
import { formatDuration } from '../../preload/contract/formatDuration'

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create()
  connection = await instance.connect()
  await createArchive(connection, { createdBy: 'a test' })
})
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

async function column(statement: string): Promise<unknown[]> {
  return (await connection.runAndReadAll(statement)).getRows().map(([value]) => value)
}

it('are those that are described, with their parameters and sentences', async () => {
  const found = await connection.runAndReadAll(`
    SELECT function_name, parameters, function_type = 'table_macro', comment FROM duckdb_functions()
    WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal ORDER BY 1`)
  const described = MACROS.map(({ name, parameters, returns, about }) => [name, parameters, returns === 'TABLE', about])
  expect(found.getRowsJson()).toEqual(described.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
})

it('answer the types that are described, for their own examples', async () => {
  for (const { example, returns } of MACROS.filter(({ returns }) => returns !== 'TABLE')) {
    const rows = await connection.runAndReadAll(`DESCRIBE SELECT ${example} AS value FROM spans`)
    expect([example, rows.value(1, 0)]).toEqual([example, returns])
  }
})

describe('moments', () => {
  it('keep nanoseconds', async () => {
    const rows = await connection.runAndReadAll(`
      SELECT ns_between(make_timestamp_ns(1), make_timestamp_ns(1000000003)),
        epoch_ns(bucket_ns(make_timestamp_ns(1234567), 1000)), epoch_ns(bucket_ns(make_timestamp_ns(-1), 1000)),
        ns_between(NULL::TIMESTAMP_NS, make_timestamp_ns(1)), bucket_ns(NULL::TIMESTAMP_NS, 5)`)
    expect(rows.getRows()).toEqual([[1000000002n, 1234000n, -1000n, null, null]])
  })
})

/** Values about all thresholds of words and buckets, and as many between them as make mistakes likely to show. */
function durations(): bigint[] {
  const values: bigint[] = [0n, -1n, -999_950_000n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_807n]
  for (let power = 0n; power <= 18n; power++) {
    for (const digits of [
      1n,
      125n,
      160n,
      2n,
      25n,
      315n,
      4n,
      5n,
      63n,
      8n,
      9_995n,
      9_985n,
      99_950n,
      999_500n,
      999_499n,
    ]) {
      for (const step of [-1n, 0n, 1n]) values.push(digits * 10n ** power + step)
    }
  }
  for (const seconds of [59, 59.949, 59.95, 60, 3599.4, 3599.5, 3600, 86_340, 86_369, 86_370, 86_400, 1e7]) {
    for (const step of [-1, 0, 1]) values.push(BigInt(Math.round(seconds * 1e9) + step))
  }
  for (let eighths = 1; eighths < 8_000; eighths += 31) {
    for (const unit of [1e3, 1e6, 1e9]) values.push(BigInt((eighths * unit) / 8))
  }
  let random = 1
  for (let count = 0; count < 3_000; count++) {
    random = (random * 48_271) % 2_147_483_647
    values.push(BigInt(Math.floor(10 ** ((random / 2_147_483_647) * 17))))
  }
  return values.filter((value) => value < 2n ** 63n)
}

describe('durations', () => {
  const values = durations()

  function of(macro: string, given: bigint[]): Promise<unknown[]> {
    return column(`SELECT ${macro}(value) FROM (SELECT unnest([${given.join()}]::BIGINT[]) AS value)`)
  }

  it('are said as the program says them', async () => {
    expect(await of('humanize_duration', values)).toEqual(values.map((value) => formatDuration(value)))
    expect(
      await column('SELECT humanize_duration(value) FROM (VALUES (NULL), (1.5), (1234567.8)) AS v(value)'),
    ).toEqual([null, '2 ns', '1.23 ms'])
  })

  it('fall into ten buckets for each power of ten, at edges that can be read', async () => {
    const steps = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8]
    const edges = Array.from({ length: 19 }, (_, power) =>
      steps.map((step) => BigInt(Math.ceil(step * 100)) * 10n ** BigInt(power)),
    )
      .flat()
      .map((hundredfold) => (hundredfold + 99n) / 100n)
    const ordinary = values.filter((value) => value < 10n ** 14n)
    const expected = ordinary.map((value) => (value < 0n ? null : (edges.findLast((edge) => edge <= value) ?? 0n)))
    expect(await of('duration_bucket', ordinary)).toEqual(expected)
    expect(await column('SELECT duration_bucket(NULL::BIGINT)')).toEqual([null])
  })
})

describe('attributes', () => {
  it('are looked up in any map', async () => {
    const rows = await connection.runAndReadAll(`
      SELECT attribute(a, 'x'), attribute(a, 'none'), attribute(a, 'n'), attribute_number(a, 'n'), attribute_number(a, 'x'),
        attribute(NULL::MAP(VARCHAR, VARCHAR), 'x'), attribute(MAP {1: 2.5}, 1), attribute_number(MAP {}, 'x')
      FROM (SELECT MAP {'x': 'text', 'n': '12.5e3'} AS a)`)
    expect(rows.getRowsJson()).toEqual([['text', null, '12.5e3', 12500, null, null, '2.5', null]])
  })
})

it('are in the README', async () => {
  const readme = (await readFile(new URL('../../README.md', import.meta.url), 'utf8')).replaceAll(/ +/g, ' ')
  for (const { name, parameters, returns, about } of MACROS) {
    expect(readme).toContain(`| \`${name}(${parameters.join(', ')})\` | ${returns}. ${about} |`)
  }
})
