import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSqlFile, sqlFileName, writeSqlFile } from '../../renderer/views/sql/files/sqlFile'

describe('files of SQL', () => {
  it('hold queries with their titles, and give them back', () => {
    const queries = [
      { name: 'Slow', description: 'What takes long', text: 'select 1;' },
      { name: 'Two', description: '', text: 'select 2 -- the end' },
    ]
    const content = writeSqlFile(queries)
    expect(content).toBe(`-- title: Slow
-- about: What takes long
select 1;


-- title: Two
select 2 -- the end
;
`)
    const read = readSqlFile(content, 'x.sql')
    expect(read.map(({ name, description }) => [name, description])).toEqual([
      ['Slow', 'What takes long'],
      ['Two', ''],
    ])
    expect(writeSqlFile(read)).toBe(content)
  })

  it('need no titles: then they are one query, called as the file is', () => {
    expect(readSqlFile('\uFEFFselect 1;\r\nselect 2', 'Mine.SQL')).toEqual([
      { name: 'Mine', description: '', text: 'select 1;\nselect 2' },
    ])
    expect(readSqlFile(' \n', 'empty.sql')).toEqual([])
  })

  it('lose nothing of what stands before the first title', () => {
    expect(readSqlFile('-- a licence\n-- title: A\nselect 1', 'f.sql')).toEqual([
      { name: 'A', description: '', text: '-- a licence\n-- title: A\nselect 1' },
    ])
  })

  it('give back any names and descriptions, on one line', () => {
    const word = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== '')
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: word, description: fc.string({ maxLength: 40 }) }), { minLength: 1 }),
        (all) => {
          const read = readSqlFile(writeSqlFile(all.map((query) => ({ ...query, text: 'select 1' }))), 'f.sql')
          expect(read.map(({ name }) => name)).toEqual(all.map(({ name }) => name.replaceAll(/\s+/g, ' ').trim()))
        },
      ),
    )
  })

  it('are called after the query', () => {
    expect(sqlFileName('Slow calls / p99')).toBe('Slow_calls_p99.sql')
    expect(sqlFileName('…')).toBe('query.sql')
  })
})
