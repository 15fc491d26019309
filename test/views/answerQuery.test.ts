import { describe, expect, it } from 'vitest'
import { answerOf } from '../../renderer/query/answer/answerQuery'
import { readableGroup } from '../../renderer/query/answer/readableGroup'
import { sayProgress } from '../../renderer/query/answer/sayProgress'
import { sayTotals } from '../../renderer/views/traces/answer/sayTotals'
import { tracksOf } from '../../renderer/ui/table/TableColumn'
import { sortedBy, tableColumns } from '../../renderer/views/traces/answer/tableColumns'
import { columnsParameter } from '../../renderer/state/chosenColumns'
import { numericColumns } from '../../renderer/query/columns/numericColumns'
import { isNumber, readableValue } from '../../renderer/query/columns/readableValue'

const asked = (parameters: Record<string, string>) => answerOf(new URLSearchParams(parameters))

describe('what an address asks for', () => {
  it('is the traces, unless it says spans, or groups of a query that makes some', () => {
    const grouped = '{ } | by(name)'
    expect(asked({}).show).toBe('traces')
    expect(asked({ show: 'spans' }).show).toBe('spans')
    expect(asked({ show: 'nonsense' }).show).toBe('traces')
    expect(asked({ show: 'groups', query: grouped }).show).toBe('groups')
    expect(asked({ show: 'groups', query: '{ }' }).show).toBe('traces')
    expect(asked({ show: 'groups', query: `${grouped} | coalesce()` }).show).toBe('traces')
    expect(asked({ query: '{ } | by(duration > 1s, span.a)' }).groups).toEqual([
      { label: 'duration > 1s', type: null },
      { label: 'span.a', type: null },
    ])
  })

  it('sorts by what the answer has, or by any field', () => {
    const sort = (parameters: Record<string, string>) => asked({ order: 'desc', ...parameters }).sort
    const grouped = { show: 'groups', query: '{ } | by(name)' }
    expect(sort({ sort: 'spanCount' })).toEqual({ column: 'spanCount', descending: true })
    expect(sort({ sort: 'spanCount', show: 'spans' })).toEqual({ column: 'startTime', descending: true })
    expect(sort({ sort: 'selfTimeNs', show: 'spans', order: 'asc' })).toEqual({
      column: 'selfTimeNs',
      descending: false,
    })
    expect(sort({ sort: 'span.a', order: '' })).toEqual({ column: 'span.a', descending: false })
    expect(sort({ sort: 'span.a, kind' })).toEqual({ column: 'startTime', descending: true })
    expect(sort({ ...grouped, sort: 'group1' }).column).toBe('group1')
    expect(sort({ ...grouped, sort: 'group2' }).column).toBe('spanCount')
    expect(sort({ ...grouped, sort: 'span.a' }).column).toBe('spanCount')
  })

  it('takes times in nanoseconds, and nothing else', () => {
    const { filter } = asked({ from: '1706702400123456789', to: '99999999999999999999' })
    expect([filter.from, filter.to]).toEqual([1_706_702_400_123_456_789n, null])
    expect(asked({ from: 'yesterday' }).filter.from).toBeNull()
    expect(asked({ from: '9999999999999999999' }).filter.from).toBeNull()
  })
})

describe('columns', () => {
  const fields = (parameters: string) => answerOf(new URLSearchParams(parameters)).columns.map(({ field }) => field)

  it('are those of the address in its order, then those of select()', () => {
    expect(fields('columns=span.a,kind')).toEqual(['span.a', 'span:kind'])
    expect(fields('columns=span.a&columns=kind')).toEqual(['span.a', 'span:kind'])
    const query = encodeURIComponent('{ } | select(name, span.b) | select(span.a)')
    expect(fields(`query=${query}&columns=span.b`)).toEqual(['span.b', 'span:name', 'span.a'])
    expect(asked({ query: '{ } | select(kind)', columns: 'kind,name' }).columns).toEqual([
      { field: 'span:kind', type: 'spanKind', isSelected: true },
      { field: 'span:name', type: 'string', isSelected: false },
    ])
  })

  it('come back from the address that they make, whatever their keys', () => {
    const { columns } = asked({ columns: 'span."a, b",.c,parent.resource.x' })
    expect(columns).toHaveLength(3)
    expect(asked({ columns: columnsParameter(columns) }).columns).toEqual(columns)
  })

  it('leave out what is no field', () => {
    expect(fields('columns=span.a,nope,,kind')).toEqual(['span.a', 'span:kind'])
    expect(fields(`columns=${encodeURIComponent('kind) | by(name')}`)).toEqual([])
  })

  it('show durations in their units, and all else as the archive has it', () => {
    const [duration, attribute] = asked({ columns: 'duration,span.a' }).columns
    const value = (text: string, type: 'i' | 's') => ({ texts: [text], count: 1, type })
    expect(duration && readableValue(value('1500000', 'i'), duration)).toBe('1.50 ms')
    expect(attribute && readableValue(value('1500000', 'i'), attribute)).toBe('1500000')
    expect(attribute && readableValue({ texts: ['a', ''], count: 12, type: 's' }, attribute)).toBe(
      'a, (empty), … 10 more',
    )
    expect([isNumber(value('500', 'i')), isNumber(value('500', 's'))]).toEqual([true, false])
  })
})

describe('the table', () => {
  it('calls the duration of a trace and of a span by different words', () => {
    const labels = (parameters: Record<string, string>) => tableColumns(asked(parameters)).map(({ label }) => label)
    expect(labels({})).toContain('Trace duration')
    expect(labels({ show: 'spans' })).toContain('Span duration')
    expect(labels({ show: 'groups', query: '{ } | by(name)' })).toContain('Total span duration')
    for (const parameters of [{}, { show: 'spans' }]) expect(labels(parameters)).not.toContain('Duration')
  })

  it('has a column for each field, and scrolls when they are many', () => {
    const query = asked({ columns: 'span.a,span.b,duration', query: '{ }' })
    const value = (type: 'i' | 's') => ({ texts: ['5'], count: 1, type })
    const rows = [{ values: [null, value('s'), null] }, { values: [value('i'), value('i'), null] }]
    const columns = tableColumns(
      query,
      numericColumns(query.columns, (index) => rows[index]),
    )
    expect(columns.slice(-3).map(({ id, number }) => [id, number])).toEqual([
      ['span.a', true],
      ['span.b', false],
      ['span:duration', true],
    ])
    expect(tracksOf(columns).least).toBeGreaterThan(tracksOf(columns.slice(0, -1)).least)
  })

  it('sorts figures downwards and texts upwards at first, and turns round what sorts already', () => {
    const column = (id: string, number: boolean) => ({ id, number, label: '', title: '', width: 0, share: 0 })
    const newest = { column: 'startTime', descending: true }
    expect(sortedBy(column('durationNs', true), newest)).toEqual({ sort: 'durationNs', order: 'desc' })
    expect(sortedBy(column('rootName', false), newest)).toEqual({ sort: 'rootName', order: 'asc' })
    expect(sortedBy(column('startTime', false), newest)).toEqual({ sort: 'startTime', order: 'asc' })
    expect(sortedBy(column('startTime', false), { column: 'name', descending: false })).toEqual({
      sort: 'startTime',
      order: 'desc',
    })
  })
})

describe('words', () => {
  it('tell how much there is', () => {
    const page = { total: 1, archiveTotal: 50_000, totals: { spans: 1_204, traces: 310, groups: null } }
    const say = (...[given, about]: Parameters<typeof sayTotals>) => Object.values(sayTotals(given, about)).join('')
    expect(say(page, { show: 'spans', isFiltered: true })).toBe('1,204 spans in 310 of 50,000 traces')
    const grouped = { ...page, totals: { ...page.totals, groups: 17 } }
    expect(say(grouped, { show: 'groups', isFiltered: true })).toBe('1,204 spans of 17 groups in 310 of 50,000 traces')
    expect(say(page, { show: 'traces', isFiltered: false })).toBe('310 traces, 1,204 spans')
    expect(say(page, { show: 'spans', isFiltered: false })).toBe('1,204 spans in 310 traces')
  })

  it('tell how a long question gets on, and no time left that is not known', () => {
    const progress = { phase: 'matching' as const, share: 0.387, elapsedMs: 2_500, leftMs: 3_600 }
    expect(sayProgress(progress)).toBe('Matching 38 %, about 4 s left')
    expect(sayProgress({ ...progress, leftMs: null })).toBe('Matching 38 %, 2 s so far')
    expect(sayProgress({ ...progress, share: null, leftMs: null, elapsedMs: 400 })).toBe('Matching …')
  })

  it('show values of groups as what they are', () => {
    const read = (value: string, type: 'duration' | null = null) => readableGroup(value, { label: '', type })
    expect(read('n:1500000', 'duration')).toEqual({ text: '1.50 ms', missing: false, number: true })
    expect(read('n:200')).toEqual({ text: '200', missing: false, number: true })
    expect(read('s:nil')).toEqual({ text: 'nil', missing: false, number: false })
    expect(read('nil')).toEqual({ text: 'nil', missing: true, number: false })
    expect(read('s:').text).toBe('(empty)')
    expect(read('a:["x"]').text).toBe('["x"]')
  })
})
