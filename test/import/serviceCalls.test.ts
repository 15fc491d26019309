import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ServiceCalls } from '../../main/import/linking/ServiceCalls'

const SHARES = [0.5, 0.95, 0.99]

test('percentiles are those of DuckDB’s quantile_disc', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const durations = fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(NaN)), { maxLength: 130 })
  await fc.assert(
    fc.asyncProperty(durations, durations, async (first, second) => {
      const calls = new ServiceCalls()
      const [shop, store, bank] = [calls.nameNumber(11, -1), calls.nameNumber(12, -1), calls.nameNumber(13, 7)]
      for (let index = 0; index < Math.max(first.length, second.length); index++) {
        const [one, other] = [first[index], second[index]]
        if (one !== undefined) calls.add(shop, store, one === 1, one)
        if (other !== undefined) calls.add(store, bank, other === 1, other)
      }
      const { count, caller, callee, callCount, errorCount, percentiles } = calls.summary(SHARES)
      const expected = [
        { names: [shop, store], durations: first },
        { names: [store, bank], durations: second },
      ].filter(({ durations }) => durations.length > 0)
      expect(count).toBe(expected.length)
      for (const { names, durations } of expected) {
        const row = caller.indexOf(names[0] ?? -1)
        expect(callee[row]).toBe(names[1])
        expect(callCount[row]).toBe(durations.length)
        expect(errorCount[row]).toBe(durations.filter((duration) => duration === 1).length)
        const known = durations.filter((duration) => !Number.isNaN(duration))
        const quantiles = SHARES.map((share) => `quantile_disc(d, ${share})`).join(', ')
        const found = await connection.runAndReadAll(
          `SELECT ${quantiles} FROM (SELECT unnest([${known.join(', ')}]::DOUBLE[]) AS d)`,
        )
        expect(percentiles.map((column) => column[row])).toEqual(found.getRows()[0]?.map((value) => value ?? NaN))
      }
    }),
    { numRuns: 60 },
  )
  connection.closeSync()
  instance.closeSync()
})
