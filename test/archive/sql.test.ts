import { expect, test } from 'vitest'
import { identifier, joinSql, sql, textLiteral } from '../../main/archive/sql'

test('values become parameters in their order, statements become text', () => {
  const where = joinSql([sql`a = ${1}`, sql`b IN (${'x'}, ${'y'})`], ' AND ')
  const statement = sql`SELECT ${identifier('we"ird')} FROM t WHERE ${where} LIMIT ${10n}`
  expect(statement.text).toBe('SELECT "we""ird" FROM t WHERE a = $1 AND b IN ($2, $3) LIMIT $4')
  expect(statement.values).toEqual([1, 'x', 'y', 10n])
})

test('nothing to insert', () => {
  expect(sql`SELECT 1`.text).toBe('SELECT 1')
  expect(joinSql([], ' AND ').text).toBe('')
})

test('a literal cannot be left', () => {
  expect(textLiteral("a'; DROP TABLE b --")).toBe("'a''; DROP TABLE b --'")
})
