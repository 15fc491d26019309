import { describe, expect, it } from 'vitest'
import type { AttributeValues } from '../../preload/contract/attributes'
import type { SqlVocabulary } from '../../preload/contract/sql/vocabulary'
import { FIRST_OPEN, schemaRows } from '../../renderer/views/sql/schema/schemaRows'

const column = (name: string) => ({ name, type: 'MAP(VARCHAR, VARCHAR)', about: '' })
const vocabulary: SqlVocabulary = {
  relations: ['archive', 'spans', 'Odd name'].map((name) => ({
    name,
    about: '',
    rowCount: name === 'Odd name' ? null : 12_345,
    columns: [column(`${name}_id`), column('attributes')],
  })),
  functions: [],
  keywords: [],
  attributeKeys: [],
  described: [
    { name: 'up', signatures: ['up(a, b) → TABLE'], about: '', example: '', isOfArchive: true },
    { name: 'upper', signatures: ['upper(string VARCHAR) → VARCHAR'], about: '', example: '', isOfArchive: false },
  ],
  attributes: [
    { scope: 'span', key: "it's", types: ['s', 'i'], occurrences: 7, distinctCount: null },
    { scope: 'resource', key: 'host.name', types: ['s'], occurrences: 9, distinctCount: 2 },
  ],
}
const values: AttributeValues = {
  values: [
    { value: "o'clock", type: 's', occurrences: 5 },
    { value: '', type: 's', occurrences: null },
  ],
  isSample: true,
}

function drawn(open: string[], text = '', valuesOf: () => AttributeValues | string = () => values): string[] {
  return schemaRows(vocabulary, { open: new Set(open), text, valuesOf }).map(
    ({ level, label, detail, insert, isOpen }) =>
      `${'  '.repeat(level - 1)}${isOpen === undefined ? '' : isOpen ? '- ' : '+ '}${label} (${detail}) ${insert ?? ''}`.trimEnd(),
  )
}

describe('the schema', () => {
  it('is sections of relations, macros, attributes and functions', () => {
    expect(drawn(FIRST_OPEN)).toEqual([
      '- Relations (3)',
      '  + spans (12,345) spans',
      '  + archive (12,345) archive',
      '  + Odd name () "Odd name"',
      '- Macros (1)',
      '  up (TABLE) FROM up()',
      '- Span attributes (1)',
      "  + it's (string, integer) attributes['it''s']",
      '+ Resource attributes (1)',
      '+ Functions (1)',
    ])
  })

  it('opens to columns and values', () => {
    expect(
      drawn(['relations', 'relation spans', 'attributes resource', 'attribute resource host.name']).slice(1),
    ).toEqual([
      '  - spans (12,345) spans',
      '    spans_id (MAP) spans_id',
      '    attributes (MAP) attributes',
      '  + archive (12,345) archive',
      '  + Odd name () "Odd name"',
      '+ Macros (1)',
      '+ Span attributes (1)',
      '- Resource attributes (1)',
      "  - host.name (string) resource_attributes['host.name']",
      "    o'clock (5) resource_attributes['host.name'] = 'o''clock'",
      "    (empty) () resource_attributes['host.name'] = ''",
      '+ Functions (1)',
    ])
    const why = drawn(['attributes resource', 'attribute resource host.name'], '', () => 'Looking…')
    expect(why).toContain('    Looking… ()')
  })

  it('is searched by name, whatever is open', () => {
    expect(drawn([], 'SPANS_')).toEqual(['- Relations (1)', '  - spans (12,345) spans', '    spans_id (MAP) spans_id'])
    expect(drawn([], 'up')).toEqual([
      '- Macros (1)',
      '  up (TABLE) FROM up()',
      '- Functions (1)',
      '  upper (VARCHAR) upper()',
    ])
    expect(drawn(FIRST_OPEN, 'nothing like it')).toEqual([])
  })
})
