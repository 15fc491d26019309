import { describe, expect, it } from 'vitest'
import { formatStatement, sameCursor } from '../../renderer/views/sql/formatStatement'

describe('laying out statements', () => {
  it('puts clauses on lines of their own and keeps names, texts, comments and parameters as they are', async () => {
    const text = `select "Name", attributes['http.route'] r from spans -- all of them
where start_time>=$from and name like '%  a%'`
    expect(await formatStatement(text)).toBe(`select
  "Name",
  attributes['http.route'] r
from
  spans -- all of them
where
  start_time >= $from
  and name like '%  a%'`)
  })

  it('leaves alone what it does not understand, or would change', async () => {
    expect(await formatStatement("select 'open")).toBeUndefined()
    expect(await formatStatement('select (1')).toBeUndefined()
  })

  it('keeps the cursor behind the letter that it stood behind', () => {
    expect(sameCursor('select a,b', 9, 'select\n  a,\n  b')).toBe('select\n  a,'.length)
    expect(sameCursor('select', 0, 'select')).toBe(0)
    expect(sameCursor('a b ', 4, 'a b')).toBe(3)
  })
})
