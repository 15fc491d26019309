import { describe, expect, test } from 'vitest'
import type { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { difference, type DifferenceQuestion } from '../../../main/queries/explore/difference'
import { Matches } from '../../../main/queries/Matches'
import { DEFAULT_SAMPLE, ONE_BY_ONE_QUERIES, SLOW_PAYMENT } from '../../../main/sample/plantedFacts'
import { sampleLines } from '../../../main/sample/sampleLines'
import type { DifferingKey } from '../../../preload/contract/explore/difference'
import { builtWorkers } from '../../import/builtWorkers'
import { ALL_TRACES } from '../../support/allTraces'
import { never } from '../../support/never'
import { withArchiveOfFile } from '../../support/withArchiveOfFile'

const workers = builtWorkers()
const slowerThan = (nanoseconds: number) => ({
  brush: { from: null, to: null, least: BigInt(nanoseconds), most: null },
})

function ask(reader: ArchiveReader, query: string, question: Omit<DifferenceQuestion, 'filter'>) {
  return difference(reader, new Matches(), { filter: { ...ALL_TRACES, query }, ...question }, never)
}

/** Keys with their strongest value. */
function told(keys: DifferingKey[]): string[] {
  return keys.map(({ scope, key, values }) => `${scope}.${key} = ${values[0]?.value}`)
}

const CARD = `span.app.payment.card_type = s:${SLOW_PAYMENT.cardType}`
const COUNTRY = `span.app.customer.country = s:${SLOW_PAYMENT.country}`
const VERSION = `resource.service.version = s:${SLOW_PAYMENT.version}`
const CHALLENGE = 'span.app.payment.verification = s:challenge'

describe.each([DEFAULT_SAMPLE.seed, 7, 1234])('what is planted ranks first in the shop of seed %i', (seed) => {
  test('among charges, steps of theirs, lookups and whole traces', async () => {
    await withArchiveOfFile(workers, [...sampleLines({ seed })].join('\n'), async (reader) => {
      const slow = { over: 'spans', inside: slowerThan(SLOW_PAYMENT.atLeast) } as const
      const charges = await ask(reader, `{ name = "${SLOW_PAYMENT.operation}" && kind = server }`, slow)
      expect(charges.inside.total).toBeGreaterThan(10)
      expect(told(charges.keys.slice(0, 3)).sort()).toEqual([COUNTRY, CARD, VERSION].sort())
      // What follows from country and version tells clearly less.
      expect(charges.keys[2]?.values[0]?.score).toBeGreaterThan(2 * (charges.keys[3]?.values[0]?.score ?? 0))

      const steps = await ask(reader, `{ name = "${SLOW_PAYMENT.cause}" }`, slow)
      expect(told(steps.keys.slice(0, 2))).toEqual([CHALLENGE, VERSION])

      const parent = `{ name = "${ONE_BY_ONE_QUERIES.parent}" && kind = server }`
      const lookups = await ask(reader, parent, { over: 'spans', inside: slowerThan(40e6) })
      const [requested] = lookups.keys
      expect(requested).toMatchObject({ scope: 'span', key: 'app.products.requested' })
      // From somewhere between ordinary carts and the least of business customers.
      expect(requested?.values[0]).toMatchObject({ value: '', most: null, inside: lookups.inside.counted })
      expect(requested?.values[0]?.least).toBeGreaterThan(9)

      const query = `{ name = "${SLOW_PAYMENT.operation}" && duration >= ${SLOW_PAYMENT.atLeast}ns }`
      const traces = await ask(reader, '', { over: 'traces', inside: { query } })
      expect(traces.inside.total).toBe(charges.inside.total)
      expect(told(traces.keys.slice(0, 3))).toEqual(expect.arrayContaining([CHALLENGE]))
      expect(told(traces.keys.slice(0, 6))).toEqual(expect.arrayContaining([CHALLENGE, CARD, VERSION]))
      expect(traces.aside.map(({ key, reason }) => `${key} ${reason}`)).toEqual(
        expect.arrayContaining(['app.order.id unique', 'session.id id']),
      )
    })
  })
})
