import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planOf } from '../../main/console/explain/planOf'
import { failureOf, type Failure } from '../../preload/contract/failure'
import type { ExplainedStatement, PlanNode } from '../../preload/contract/sql/held'
import type { SqlParameters } from '../../preload/contract/sql/parameters'
import type { SqlProgress } from '../../preload/contract/sql/sql'
import { never } from '../support/never'
import { TestConsole } from './TestConsole'

let test: TestConsole
beforeAll(async () => {
  test = await TestConsole.open()
})
afterAll(() => test.close())

interface Asked {
  analyze?: boolean
  parameters?: SqlParameters
  signal?: AbortSignal
  progress?: (progress: SqlProgress) => void
}

function explain(
  statement: string,
  { analyze = false, parameters = {}, signal = never, progress = ignore }: Asked = {},
): Promise<ExplainedStatement> {
  return test.console.explain({ statement, parameters, selection: null, analyze }, { signal, progress })
}
const ignore = () => undefined

async function failure(statement: string, asked: Asked = {}): Promise<Failure> {
  return failureOf(
    await explain(statement, asked).then(
      () => new Error('it was explained'),
      (error: unknown) => error,
    ),
  )
}

/** A plan as lines: names, indented, with estimated and real rows. */
function lines(plan: PlanNode): string[] {
  const { name, estimatedRows, rows, children } = plan
  return [
    `${name} ${estimatedRows ?? '–'}→${rows ?? '–'}`,
    ...children.flatMap((child) => lines(child).map((line) => `  ${line}`)),
  ]
}

describe('a plan', () => {
  it('is a tree of operators', async () => {
    const { plan, elapsedMs, rowCount } = await explain('SELECT sum(range + 1) FROM range(10) WHERE range > 3')
    expect(lines(plan)).toEqual([
      'PROJECTION 1→–',
      '  UNGROUPED_AGGREGATE –→–',
      '    PROJECTION 2→–',
      '      FILTER 2→–',
      '        RANGE 10→–',
    ])
    expect(plan.children[0]?.children[0]?.children[0]?.details).toEqual([{ label: 'Expression', text: '(range > 3)' }])
    expect([elapsedMs, rowCount, plan.elapsedMs]).toEqual([null, null, null])
  })

  it('of a statement that was run has its rows and times', async () => {
    const { plan, elapsedMs, rowCount } = await explain('SELECT sum(range + 1) FROM range(10) WHERE range > 3', {
      analyze: true,
    })
    expect(lines(plan)).toEqual([
      'PROJECTION 1→1',
      '  UNGROUPED_AGGREGATE –→1',
      '    PROJECTION 2→6',
      '      FILTER 2→6',
      '        RANGE 10→10',
    ])
    expect(rowCount).toBe(1)
    expect(elapsedMs).toBeGreaterThan(0)
    expect(plan.elapsedMs).toBeGreaterThan(0)
    expect(plan.elapsedMs).toBeLessThan(elapsedMs ?? 0)
  })

  it('keeps what feeds an operator in its order', async () => {
    const { plan } = await explain(
      'SELECT * FROM range(3) AS a(x) LEFT JOIN (SELECT range AS x FROM range(2)) AS b USING (x)',
      { analyze: true },
    )
    const join = plan.name === 'HASH_JOIN' ? plan : plan.children[0]
    expect(join?.name).toBe('HASH_JOIN')
    expect(join?.rows).toBe(3)
    expect(join?.children.map(({ rows }) => rows)).toEqual([3, 2])
  })

  it.each([
    ['EXPLAIN ANALYZE SELECT 42', 'of what an EXPLAIN explains'],
    ['WITH a AS (SELECT 42) FROM a -- so', 'with a comment'],
    ['(SELECT 42);', 'in parentheses'],
  ])('%s: %s', async (statement) => {
    expect((await explain(statement)).plan.name).toMatch(/PROJECTION|DUMMY_SCAN/)
  })

  it('has the values of parameters', async () => {
    const { plan, rowCount } = await explain('SELECT range FROM range(10) WHERE range < $most', {
      analyze: true,
      parameters: { most: { type: 'number', value: '4' } },
    })
    expect(rowCount).toBe(4)
    expect(JSON.stringify(plan)).toContain('< 4')
  })

  it('may be as deep as DuckDB allows', async () => {
    const statement = `${'SELECT * FROM ('.repeat(200)}FROM range(9)${' LIMIT 5)'.repeat(200)}`
    let deepest = 0
    let level = [(await explain(statement)).plan]
    for (; level.length > 0; deepest++) level = level.flatMap(({ children }) => children)
    expect(deepest).toBeGreaterThanOrEqual(200)
  })

  it('of a hundred thousand levels is read', () => {
    let described: unknown = { name: 'RANGE ', extra_info: {}, children: [] }
    for (let depth = 1; depth < 100_000; depth++) described = { name: 'LIMIT', children: [described] }
    let node: PlanNode | undefined = planOf(described)
    let depth = 0
    for (; node; node = node.children[0]) depth++
    expect(depth).toBe(100_000)
  })
})

describe('what cannot be explained is told', () => {
  it.each([
    ['SELECT nope FROM spans', 7, 'sql_failed'],
    ['  EXPLAIN SELECT nope FROM spans', 17, 'sql_failed'],
    [`SELECT name::INTEGER FROM spans`, 11, 'sql_failed'],
    ['', null, 'sql_failed'],
    ['SELECT $a', 7, 'sql_failed'],
    ['SELECT 1; SELECT 2', 10, 'sql_refused'],
    ['DROP TABLE archive', 0, 'sql_refused'],
    ['EXPLAIN ANALYZE CREATE TABLE a AS SELECT 1', 16, 'sql_refused'],
  ])('%j at %j', async (statement, position, code) => {
    expect(await failure(statement, { analyze: true })).toMatchObject({ code, position })
  })
})

describe('the walls', () => {
  it.each([
    ['COPY', `COPY (SELECT 1) TO '$ARCHIVE'`],
    ['COPY', `EXPLAIN COPY (SELECT 1) TO '$ARCHIVE.wal'`],
    ['ANALYZE', `ANALYZE SELECT 1`],
    ['SET', `SET threads = 1`],
    ['INSERT', `INSERT INTO archive VALUES (1, now(), 'a')`],
    ['enable_logging', 'FROM enable_logging()'],
    ['read_text', `FROM read_text('$ARCHIVE')`],
    ['files as relations', `FROM '$ARCHIVE'`],
    ['several statements', `SELECT 1; COPY (SELECT 1) TO '$ARCHIVE'`],
    ['WITH', `WITH a AS (SELECT 1) DELETE FROM archive`],
  ])('refuse %s: %s', async (what, statement) => {
    const hash = await test.archiveHash()
    for (const analyze of [false, true]) {
      expect(await failure(statement.replace('$ARCHIVE', test.archive), { analyze })).toMatchObject({
        code: 'sql_refused',
        what,
      })
    }
    expect(await test.archiveHash()).toBe(hash)
  })

  it.each([
    'WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t) SELECT count(*) FROM t',
    `SELECT levenshtein(repeat('ab', 30000), repeat('ba', 30001) || range) FROM range(9)`,
  ])('end what is measured within 200 ms: %s', async (statement) => {
    const controller = new AbortController()
    let abortedAt = Infinity
    const progress = () => {
      if (controller.signal.aborted) return
      abortedAt = performance.now()
      controller.abort()
    }
    expect(await failure(statement, { analyze: true, signal: controller.signal, progress })).toEqual({
      code: 'cancelled',
    })
    expect(performance.now() - abortedAt).toBeLessThan(200)
  })
})
