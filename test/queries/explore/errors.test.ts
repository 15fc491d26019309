import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../main/archive/sql'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { errorExamples } from '../../../main/queries/explore/errorExamples'
import { errors } from '../../../main/queries/explore/errors'
import { ErrorSpans } from '../../../main/queries/explore/ErrorSpans'
import { Operations } from '../../../main/queries/explore/Operations'
import { messageHead, messagePattern } from '../../../main/queries/explore/messagePattern'
import { Matches } from '../../../main/queries/Matches'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { ErrorCauses, ErrorKind } from '../../../preload/contract/explore/errors'
import { errorConditions } from '../../../renderer/views/explore/errors/errorConditions'
import { ALL_TRACES } from '../../support/allTraces'
import { ARCHIVE_START, archiveOf, type DrawnSpan, type WrittenArchive } from '../../support/archiveOf'
import { never } from '../../support/never'
import { placeTrees } from '../../support/placeTrees'

const SECOND = 1_000_000_000
const errorSpans = new ErrorSpans(new Matches())
let archive: WrittenArchive
let reader: ArchiveReader

function thrown(time: number, type: string, message: string): NonNullable<DrawnSpan['events']>[number] {
  return { time, name: 'exception', attributes: { 'exception.type': [type, 's'], 'exception.message': [message, 's'] } }
}

function of(service: string) {
  return { service, resource: { 'service.name': [service, 's'] as [string, 's'] } }
}

/**
 * Trace 1: the database fails below cart and shop, which fail too; a sibling of the cart fails for itself. Trace 2: the
 * database fails, cart goes on, shop fails. Trace 3: an exception that failed nothing. Trace 4: no times.
 */
beforeAll(async () => {
  archive = await archiveOf(
    [
      { trace: '1', id: 'a', ...of('shop'), start: 0, status: 'error', statusMessage: 'order 17 failed' },
      {
        trace: '1',
        id: 'b',
        parent: 'a',
        ...of('cart'),
        name: 'load',
        start: 1,
        status: 'error',
        events: [thrown(2, 'Timeout', 'no answer in 250ms')],
      },
      {
        trace: '1',
        id: 'c',
        parent: 'b',
        ...of('db'),
        name: 'read',
        start: 2,
        status: 'error',
        events: [thrown(3, 'Deadlock', 'row 4711 is locked\nat x'), thrown(4, 'Deadlock', 'row 12 is locked')],
      },
      {
        trace: '1',
        id: 'd',
        parent: 'a',
        ...of('mail'),
        start: 9,
        status: 'error',
        attributes: { 'error.type': ['503', 's'] },
      },
      { trace: '2', id: 'a', ...of('shop'), start: 10 * SECOND, status: 'error', statusMessage: 'order 18 failed' },
      { trace: '2', id: 'b', parent: 'a', ...of('cart'), name: 'load', start: 10 * SECOND },
      {
        trace: '2',
        id: 'c',
        parent: 'b',
        ...of('db'),
        name: 'write',
        start: 10 * SECOND + 7,
        status: 'error',
        events: [thrown(3, 'Deadlock', 'row 9 is locked')],
      },
      { trace: '3', id: 'a', ...of('shop'), start: 20 * SECOND, events: [thrown(3, 'Retry', 'once more')] },
      { trace: '4', id: 'a', ...of('shop'), start: null, duration: null, status: 'error' },
    ],
    placeTrees,
  )
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

function ask(causes: ErrorCauses, filter: Partial<TraceFilter> = {}, signal = never) {
  return errors(reader, errorSpans, { filter: { ...ALL_TRACES, ...filter }, causes, bins: 10 }, { signal })
}

function examplesOf(causes: ErrorCauses, kind: ErrorKind, filter: Partial<TraceFilter> = {}) {
  return errorExamples(reader, errorSpans, { filter: { ...ALL_TRACES, ...filter }, causes, ...kind }, { signal: never })
}

const DEADLOCK = { serviceName: 'db', type: 'Deadlock', pattern: 'row <n> is locked' }

test('root causes are the deepest failures, and say what they took down', async () => {
  const found = await ask('root')
  expect(found).toMatchObject({ total: 3, failedCount: 7, rootCount: 4, handledCount: 1 })
  expect(found.groups[0]).toEqual({
    ...DEADLOCK,
    spanCount: 2,
    failedCount: 2,
    traceCount: 2,
    operationCount: 2,
    operation: expect.stringMatching(/^(read|write)$/),
    firstTime: ARCHIVE_START + 2n,
    lastTime: ARCHIVE_START + BigInt(10 * SECOND + 7),
    // Shop and cart of the first trace, shop of the second: cart went on there.
    tookDown: { spanCount: 3, serviceCount: 2 },
    counts: expect.any(Array),
  })
  expect(found.groups.slice(1)).toMatchObject([
    { serviceName: 'mail', type: '503', pattern: '', spanCount: 1, tookDown: { spanCount: 1, serviceCount: 1 } },
    {
      serviceName: 'shop',
      type: '',
      pattern: '',
      spanCount: 1,
      firstTime: null,
      tookDown: { spanCount: 0, serviceCount: 0 },
    },
  ])
})

test('over time, those without a start left out', async () => {
  const { groups, origin, width } = await ask('root')
  expect(width).toBe(BigInt(2 * SECOND))
  expect((ARCHIVE_START - origin) / width).toBe(0n)
  expect(groups[0]?.counts).toEqual([1, 0, 0, 0, 0, 1])
  expect(groups[2]?.counts).toEqual([0, 0, 0, 0, 0, 0])
})

test('all errors: also what failed because of others, and exceptions that failed nothing', async () => {
  const { groups, total } = await ask('all')
  expect(total).toBe(6)
  expect(
    groups.map(({ serviceName, type, pattern, spanCount, failedCount, tookDown }) => [
      serviceName,
      type,
      pattern,
      spanCount,
      failedCount,
      tookDown,
    ]),
  ).toEqual([
    ['db', 'Deadlock', 'row <n> is locked', 2, 2, null],
    ['shop', '', 'order <n> failed', 2, 2, null],
    ['cart', 'Timeout', 'no answer in <n>ms', 1, 1, null],
    ['mail', '503', '', 1, 1, null],
    ['shop', '', '', 1, 1, null],
    ['shop', 'Retry', 'once more', 1, 0, null],
  ])
})

test('a failure is a root cause in its whole trace, whatever is selected', async () => {
  const query = '{ resource.service.name != "db" }'
  const found = await ask('root', { query })
  expect(found).toMatchObject({ total: 2, failedCount: 5, rootCount: 2 })
  expect(found.groups.map(({ serviceName }) => serviceName)).toEqual(['mail', 'shop'])
  const inTime = { from: ARCHIVE_START + 2n, to: ARCHIVE_START + 5n }
  const stretch = await ask('root', inTime)
  expect(stretch.groups).toMatchObject([{ ...DEADLOCK, spanCount: 1, tookDown: { spanCount: 2, serviceCount: 2 } }])
  expect(stretch.origin).toBe(inTime.from)
  expect((await ask('all', { limit: 1 })).groups).toMatchObject([{ type: 'Retry' }])
  expect(await ask('all', { query: '{ name = "none" }' })).toEqual({
    total: 0,
    groups: [],
    failedCount: 0,
    rootCount: 0,
    handledCount: 0,
    origin: 0n,
    width: 1n,
  })
})

test('spans of each kind can be listed by a query', async () => {
  const { groups } = await ask('all')
  const operations = new Operations(new Matches())
  const sort = { column: 'name' as const, descending: false }
  const found = await Promise.all(
    groups.map(async (group) => {
      const filter = { ...ALL_TRACES, query: `{ ${errorConditions(group).join(' && ')} }` }
      return (await operations.list(reader, { filter, sort, words: '' }, { signal: never })).spanCount
    }),
  )
  expect(found).toEqual(groups.map(({ spanCount }) => spanCount))
})

test('examples have their own words, the latest first, one of each trace', async () => {
  const found = await examplesOf('root', DEADLOCK)
  expect(found.examples).toMatchObject(
    [
      { traceId: '2'.padStart(32, '0'), name: 'write', message: 'row 9 is locked' },
      {
        traceId: '1'.padStart(32, '0'),
        name: 'read',
        startTime: ARCHIVE_START + 2n,
        message: /^row (12|4711) is locked/,
      },
    ].map((one) => ({
      ...one,
      message: typeof one.message === 'string' ? one.message : expect.stringMatching(one.message),
    })),
  )
  expect(found.operations).toEqual([
    { name: 'read', spanCount: 1 },
    { name: 'write', spanCount: 1 },
  ])
  expect(found.tookDown).toEqual([
    { serviceName: 'shop', spanCount: 2 },
    { serviceName: 'cart', spanCount: 1 },
  ])
  expect((await examplesOf('root', DEADLOCK, { query: '{ name = "read" }' })).examples).toHaveLength(1)
  const without = await examplesOf('all', { serviceName: 'shop', type: '', pattern: '' })
  expect(without.examples).toMatchObject([{ startTime: null, durationNs: null, message: '' }])
  expect(without.tookDown).toEqual([])
})

test('a question that is given up is answered at once, and can be asked again', async () => {
  const controller = new AbortController()
  const query = '{ duration >= 0 }'
  const asked = ask('all', { query }, controller.signal)
  controller.abort()
  await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect(await ask('all', { query })).toMatchObject({ failedCount: 6 })
})

test.each([
  ['timed out after 2.5 s', 'timed out after <n> s'],
  ['1,024 of 4096 bytes in 250ms', '<n> of <n> bytes in <n>ms'],
  ['user42 has no cart-7', 'user<n> has no cart-<n>'],
  ['order 1234567 and order 123456789 differ', 'order <n> and order <n> differ'],
  ['no key deadbeef01 or 9F8E7D6C5B4A39281706f5e4d3c2b1a0', 'no key <id> or <id>'],
  ['trace 123e4567-e89b-12d3-a456-426614174000 is gone', 'trace <uuid> is gone'],
  ['dial tcp 10.0.12.7:5432: refused', 'dial tcp <address>: refused'],
  ['dial tcp [fe80:1:2:3:4:5:6:7]:443', 'dial tcp <address>'],
  ['GET https://a.example/x?y=1 failed', 'GET <address> failed'],
  ['java.lang.Object@0x7f3a, java.lang.Object@1b28cdfa', 'java.lang.Object@<address>, java.lang.Object@<id>'],
  [`can't open 'a b.txt', it's not "there"`, `can't open '…', it's not "…"`],
  ['missing column `price`', "missing column '…'"],
  ['at 12:30:45', 'at <n>:<n>:<n>'],
  ['face the facade: cafe, added', 'face the facade: cafe, added'],
  ['  first line 1\nsecond line 2', 'first line <n>'],
  ['ünïcode 7 – “quoted”', 'ünïcode <n> – “quoted”'],
  ['', ''],
])('the pattern of %j is %j', async (message, pattern) => {
  const connection = await (await DuckDBInstance.create()).connect()
  const { text, values } = sql`SELECT ${messagePattern(messageHead(sql`${message}::VARCHAR`))}`
  const answer = await connection.runAndReadAll(text, values)
  expect(answer.getRows()).toEqual([[pattern]])
  connection.closeSync()
})
