import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { createArchive } from '../../main/archive/createArchive'
import { insertSpans } from '../support/insertSpans'

/** Makes an archive of three services and `spanCount` spans, in a new folder, and answers its path. */
export async function shopArchive(spanCount = 9): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'shop-archive-')), 'shop.duckdb')
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await createArchive(connection, { createdBy: 'test', createdAt: '2024-05-01T00:00:00' })
  await insertSpans(
    connection,
    `SELECT i // 3, i, CASE WHEN i % 3 > 0 THEN i - 1 END, printf('%032x', i // 3 + 1), printf('%016x', i + 1),
      CASE WHEN i % 3 > 0 THEN printf('%016x', i) END, NULL, ['front', 'cart', 'stock'][i % 3 + 1], 'step ' || i % 3,
      'server', make_timestamp_ns(1714521600000000123 + i * 1000), make_timestamp_ns(1714521600000000123 + i * 2000),
      i * 1000, CASE WHEN i % 3 = 2 THEN 'error' ELSE 'ok' END, NULL,
      MAP {'http.route': '/step', 'query': 'q' || i}, 'ss', MAP {'service.name': 'x'}, 's', NULL, NULL, NULL, NULL,
      NULL, 0, 0, 0, i % 3, 1, i * 1000, 0, false, [], 1
    FROM range(${spanCount}) AS numbers(i)`,
  )
  await connection.run(`
    INSERT INTO store.attribute_keys VALUES
      ('span', 'http.route', 's', ${spanCount}, true), ('span', 'query', 's', ${spanCount}, false),
      ('resource', 'service.name', 's', ${spanCount}, true), ('intrinsic', 'span:name', 's', ${spanCount}, true);
    INSERT INTO store.attribute_values VALUES
      ('span', 'http.route', 's', '/step', ${spanCount}), ('resource', 'service.name', 's', 'x', ${spanCount})`)
  connection.closeSync()
  instance.closeSync()
  return path
}
