import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'
import { completionsOf } from '../../renderer/views/sql/completions'
import { duckdbDialect } from '../../renderer/views/sql/duckdbDialect'
import { snippets } from '../../renderer/views/sql/snippets'
import { wantedValues } from '../../renderer/views/sql/valueCompletions'
import { statementRange } from '../../renderer/views/sql/statementRange'

const vocabulary: SqlVocabulary = {
  relations: [
    { name: 'spans', about: '', rowCount: 9, columns: [column('trace_id'), column('name')] },
    { name: 'traces', about: '', rowCount: 3, columns: [column('trace_id'), column('root_name')] },
  ],
  functions: ['count', 'median'],
  keywords: ['SELECT', 'FROM', 'NAME'],
  attributeKeys: [
    { key: 'http.route', spanCount: 1200 },
    { key: 'db.system', spanCount: 3 },
  ],
  described: [],
  attributes: [{ scope: 'resource', key: 'host.name', types: ['s'], occurrences: 9, distinctCount: 2 }],
}

function column(name: string) {
  return { name, type: 'VARCHAR', about: '' }
}

/** An editor of the text, with the cursor at `|`; a second `|` ends a selection. */
function editorOf(text: string): EditorState {
  const [before = '', selected, after] = text.split('|', 3)
  const head = after === undefined ? before.length : before.length + (selected ?? '').length
  return EditorState.create({
    doc: text.replaceAll('|', ''),
    selection: { anchor: before.length, head },
    extensions: [duckdbDialect(vocabulary).extension],
  })
}

describe('what is run', () => {
  it.each([
    ['select 1|', 'select 1'],
    ['|select 1; select 2', 'select 1;'],
    ['select 1;| select 2', 'select 1;'],
    ['select 1; sel|ect 2', 'select 2'],
    ['select 1;\n\nselect 2;\n\n|', 'select 2;'],
    [`select ';'|; select 2`, `select ';';`],
    ['select $$a;b$$| ; select 2', 'select $$a;b$$ ;'],
    ['-- first; of all\nselect 1|', 'select 1'],
    ['select |1 + 1|, 2', '1 + 1'],
    ['select| |1', 'select 1'],
    ['|', null],
    [' ;; |', null],
  ])('of %j is %j', (text, run) => {
    const state = editorOf(text)
    const range = statementRange(state)
    expect(range && state.sliceDoc(range.from, range.to)).toBe(run)
  })
})

describe('completions', () => {
  async function completed(text: string): Promise<string[] | null> {
    const state = editorOf(text)
    const result = await completionsOf(vocabulary)(new CompletionContext(state, state.selection.main.head, false))
    return result && result.options.map(({ label }) => label)
  }

  it('are columns of the relations that the statement names, before all else', async () => {
    expect((await completed('select n| from traces'))?.slice(0, 4)).toEqual([
      'trace_id',
      'root_name',
      'spans',
      'traces',
    ])
    expect(await completed('select n|')).toEqual([
      'trace_id',
      'name',
      'spans',
      'traces',
      'count',
      'median',
      'SELECT',
      'FROM',
      'NAME',
      ...snippets.map(({ label }) => label),
    ])
  })

  it('look at the statement of the cursor alone', async () => {
    expect(await completed('select 1 from traces; select n| from spans')).not.toContain('root_name')
  })

  it.each([
    ['select traces.r|', ['trace_id', 'root_name']],
    ['select t.r| from traces t', ['trace_id', 'root_name']],
    ['select t.r| from traces as t join spans s using (trace_id)', ['trace_id', 'root_name']],
    ['select x.r|', null],
  ])('of members: %s', async (text, labels) => {
    expect(await completed(text)).toEqual(labels)
  })

  it('of resource attributes are those of resources', async () => {
    expect(await completed(`select s.resource_attributes [ 'h|`)).toEqual(['host.name'])
  })

  it.each([`select attributes['|`, `select attributes['htt|']`])('of attribute keys: %s', async (text) => {
    expect(await completed(text)).toEqual(['http.route', 'db.system'])
  })

  it.each([`select 'n|'`, 'select -- n|', 'select "n|"', 'select 12|', 'select |'])(
    'are silent in %s',
    async (text) => {
      expect(await completed(text)).toBeNull()
    },
  )
})

describe('values that are offered', () => {
  it.each([
    [`where attributes['http.route'] = '/ca`, { scope: 'span', key: 'http.route', text: '/ca' }],
    [`where resource_attributes ['host'] <> '`, { scope: 'resource', key: 'host', text: '' }],
    [`where s.attributes['it''s'] in ('a', 'b''`, { scope: 'span', key: "it's", text: "b'" }],
    [`where service_name like 'fr`, { scope: 'resource', key: 'service.name', text: 'fr' }],
    [`where status = 'error' and kind = 'se`, { scope: 'intrinsic', key: 'span:kind', text: 'se' }],
  ])('after %s', (before, wanted) => {
    expect(wantedValues(before)).toEqual(wanted)
  })

  it.each([`where attributes['http`, `select 'a`, `where name = 'a' `, `where host_name = 'a`])(
    'not after %s',
    (before) => {
      expect(wantedValues(before)).toBeUndefined()
    },
  )
})
