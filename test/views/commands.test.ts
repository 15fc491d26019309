import { describe, expect, it, test, vi } from 'vitest'
import { actionFor, type Action, type ActionGroup } from '../../renderer/state/actions.svelte'
import { findCommands, nameOf } from '../../renderer/frame/palette/findCommands'
import { findById, idDigits } from '../../renderer/frame/palette/findById'
import { fuzzyMatch } from '../../renderer/frame/palette/fuzzyMatch'
import { globalAction } from '../../renderer/frame/globalAction'
import type { ListPage } from '../../preload/contract/explorer'
import { capsOf, keyOf, type KeyPress } from '../../renderer/ui/keyOf'
import { explorerStub } from '../support/explorerStub'
import { stubPage } from '../support/pageStub'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }
}
const action = (does: string, more: Partial<Action> = {}): Action => ({ keys: [], does, run: () => {}, ...more })

describe('the name of a key', () => {
  test.each([
    [press('e'), 'e'],
    [press('E', { shiftKey: true }), 'E'],
    [press('?', { shiftKey: true }), '?'],
    [press('ArrowLeft', { shiftKey: true }), 'Shift+ArrowLeft'],
    [press('k', { ctrlKey: true }), 'Mod+K'],
    [press('k', { metaKey: true }), 'Mod+K'],
    [press('O', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+O'],
    [press('ArrowDown', { altKey: true }), 'Alt+ArrowDown'],
    [press('+', { ctrlKey: true }), 'Mod++'],
    // AltGr on a keyboard where a brace needs it.
    [press('{', { ctrlKey: true, altKey: true }), '{'],
  ])('%j is %s', (pressed, name) => expect(keyOf(pressed)).toBe(name))

  it('is told as keyboards have it', () => {
    expect(['Mod+Shift+O', 'Mod++', '+', ' ', 'Shift+ArrowLeft'].map(capsOf)).toEqual([
      ['Ctrl', 'Shift', 'O'],
      ['Ctrl', '+'],
      ['+'],
      ['Space'],
      ['Shift', '←'],
    ])
  })

  it('leads to what it does; while text is written only with Ctrl or Cmd', () => {
    const [view, open] = [action('Go to Traces', { keys: ['1', 'Mod+1'] }), action('Open files…', { keys: ['Mod+O'] })]
    expect(actionFor(press('o', { ctrlKey: true }), [view, open])).toBe(open)
    expect(actionFor(press('o'), [view, open])).toBeUndefined()
    expect(globalAction(press('1'), [view, open], false)).toBe(view)
    expect(globalAction(press('1'), [view, open], true)).toBeUndefined()
    expect(globalAction(press('1', { ctrlKey: true }), [view, open], true)).toBe(view)
    expect(globalAction(press('1', { altKey: true }), [view, open], false)).toBeUndefined()
  })
})

describe('finding by letters', () => {
  const marked = (typed: string, text: string) => {
    const places = fuzzyMatch(typed, text)?.places
    return places && [...text].map((letter, place) => (places.includes(place) ? letter.toUpperCase() : '·')).join('')
  }

  test.each([
    ['cp', 'Critical path', 'C········P···'],
    ['crit', 'Critical path', 'CRIT·········'],
    ['path crit', 'Critical path', 'CRIT·····PATH'],
    // The start of a word is better than the first place.
    ['e', 'Collapse all errors', '·············E·····'],
    // Letters in a row are better than apart.
    ['at', 'Critical path', '··········AT·'],
  ])('%s in %s', (typed, text, expected) => expect(marked(typed, text)).toBe(expected))

  it('needs every letter, in order', () => {
    expect(fuzzyMatch('pc', 'Critical path')).toBeNull()
    expect(fuzzyMatch('crit zoom', 'Critical path')).toBeNull()
  })

  it('is as good for a long text', () => {
    expect(fuzzyMatch('zz', 'z'.repeat(2_000))?.places).toEqual([0, 1])
  })
})

describe('the list of commands', () => {
  const groups: ActionGroup[] = [
    { title: 'Trace', actions: [action('Next error'), action('Expand all'), action('Fit the whole trace')] },
    { title: 'Go to', actions: [action('Go to SQL'), action('Go to Traces')] },
    { title: 'Saved queries', actions: [action('Slow carts', { detail: '{ duration > 1s }' })] },
  ]
  const found = (typed: string, recent: string[] = []) =>
    findCommands(groups, typed, recent).map(({ title, commands }) => [
      title,
      ...commands.map((each) => each.action.does),
    ])

  it('begins with what was used lately, each once', () => {
    const [go] = findCommands(groups, 'sql', [])[0]?.commands ?? []
    expect(found('', [go ? nameOf(go) : '', 'Trace: gone '])).toEqual([
      ['Recently used', 'Go to SQL'],
      ['Trace', 'Next error', 'Expand all', 'Fit the whole trace'],
      ['Go to', 'Go to Traces'],
      ['Saved queries', 'Slow carts'],
    ])
  })

  it('has the best match first, of equal ones that which was used last', () => {
    expect(found('tra')[0]).toEqual(['', 'Go to Traces', 'Fit the whole trace', 'Next error', 'Expand all'])
    expect(found('go')[0]?.slice(0, 3)).toEqual(['', 'Go to SQL', 'Go to Traces'])
    const used = findCommands(groups, 'traces', [])[0]?.commands.map(nameOf) ?? []
    expect(found('go', used)[0]?.slice(0, 3)).toEqual(['', 'Go to Traces', 'Go to SQL'])
  })

  it('finds by the text of a query too', () => {
    expect(found('duration >')).toEqual([['', 'Slow carts']])
    expect(found('nothing of it')).toEqual([['']])
  })
})

describe('ids', () => {
  test.each([
    ['  0AF7651916CD43DD8448EB211C80319C ', '0af7651916cd43dd8448eb211c80319c'],
    ['0xb7ad6b7169203331', 'b7ad6b7169203331'],
    ['facade', null],
    ['12ab', null],
    ['next error', null],
    ['a'.repeat(33), null],
  ])('%s', (typed, digits) => expect(idDigits(typed)).toBe(digits))

  it('are looked for among traces, and spans as long as they are short enough', async () => {
    stubPage()
    const { Session } = await import('../../renderer/state/session.svelte')
    const asked: string[] = []
    const figures = { startTime: null, durationNs: 1, errorCount: 0, serviceCount: 1, matchedSpans: null, values: [] }
    const empty = { total: 0, archiveTotal: 1, totals: { spans: 0, traces: 0, groups: null }, longestNs: 0 }
    const answer = ({ filter }: ListPage) => void asked.push(filter.query)
    const session = new Session(
      explorerStub(
        {},
        {
          'archive.services': () => [],
          'traces.page': (part) => {
            answer(part)
            const row = { traceId: 'ab12', rootServiceName: 'shop', rootName: 'checkout', spanCount: 3, ...figures }
            return { ...empty, rows: [row] }
          },
          'spans.page': (part) => {
            answer(part)
            return { ...empty, rows: [] }
          },
        },
      ),
    )
    await session.turnTo({ path: '/a.duckdb', name: 'a', report: null, reused: false })
    const { value } = await findById(session, 'ab12cd', new AbortController().signal)
    expect(value?.map(({ does, detail }) => [does, detail])).toEqual([['Open trace ab12', 'shop checkout, 3 spans']])
    value?.[0]?.run()
    expect(location.hash).toBe('#/trace/ab12')
    await findById(session, '0'.repeat(31) + '1', new AbortController().signal)
    expect(asked).toEqual([
      '{ trace:id =~ "0*ab12cd.*" }',
      '{ span:id =~ "0*ab12cd.*" }',
      `{ trace:id = "${'0'.repeat(31)}1" }`,
    ])
    vi.unstubAllGlobals()
  })
})
