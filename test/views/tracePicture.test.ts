import { beforeEach, expect, test, vi } from 'vitest'
import { countOf } from '../../preload/contract/formatCount'
import { traceColumnsOf } from '../support/traceColumnsOf'

/** The idle signal lives on the page's root element. */
vi.stubGlobal('document', { documentElement: { dataset: {} } })
const { TraceState } = await import('../../renderer/views/trace/trace.svelte')
const { squeezedAxis } = await import('../../renderer/views/trace/squeeze/squeezedAxis')
const { scaleOf } = await import('../../renderer/views/trace/time/scaleOf.svelte')
const { timelineFrame } = await import('../../renderer/views/trace/timelineFrame')
const { FoldBarCache } = await import('../../renderer/views/trace/fold/drawFold')
const { SectionCache } = await import('../../renderer/views/trace/SectionCache')
const { Slices } = await import('../../renderer/views/trace/Slices')
const { PICTURE, pictureSize } = await import('../../renderer/views/trace/export/picture/drawPicture')
const { svgPicture } = await import('../../renderer/views/trace/export/picture/svgPicture')
const { pictureFacts } = await import('../../renderer/views/trace/export/picture/pictureFacts')

const DRAWING = `
  shop checkout    0..1000      critical=500
    cart read     10..300       server
      redis get   12..20
      redis get   21..29        error
    bank charge<&  400..?
`
const palette = {
  services: ['#111', '#222', '#333', '#444'],
  surface: '#fff',
  ink: '#000',
  muted: '#666',
  line: '#ddd',
  error: '#c00',
  critical: '#101010',
  match: '#70c',
  font: 'sans-serif',
}
let trace = new TraceState(traceColumnsOf(DRAWING))
beforeEach(() => {
  trace = new TraceState(traceColumnsOf(DRAWING))
})

async function picture(rows = trace.rows, foot = '') {
  const { time } = trace
  const axis = squeezedAxis(scaleOf(trace), time.squeeze, time.range, 10)
  const place = {
    sections: new SectionCache(time.timeline.columns, time.timeline.measure),
    foldBars: new FoldBarCache(),
    width: PICTURE.timeline,
    height: 0,
    offset: 0,
    ticks: axis.ticks.map(({ offset }) => offset),
    colours: Uint8Array.of(0, 1, 2, 3),
    palette,
  }
  const head = {
    service: 'shop',
    operation: 'check\u0000out',
    colour: '#111',
    facts: pictureFacts(trace),
    legend: [{ name: 'shop', spanCount: 1, colour: '#111' }],
  }
  const frame = { ...timelineFrame(trace, place), rows }
  const measure = (text: string, size: number) => (text.length * size) / 2
  const content = { trace, frame, head, axis, foot }
  const svg = await svgPicture(content, measure, new Slices(new AbortController().signal))
  return { svg, height: pictureSize(content, measure).height }
}

/** What is written in a picture, line by line. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text = '']) => text)
}

test('names every row, and what the trace is, as text that a reader of XML takes', async () => {
  const { svg } = await picture()
  const texts = textsOf(svg)
  expect(texts.filter((text) => ['checkout', 'read', 'get', 'charge&lt;&amp;'].includes(text))).toEqual([
    'checkout',
    'read',
    'get',
    'get',
    'charge&lt;&amp;',
  ])
  expect(texts).toEqual(
    expect.arrayContaining(['check\ufffdout', 'Trace drawn', 'Duration 1.00 µs', '5 spans', '1 error']),
  )
  expect(texts).toEqual(expect.arrayContaining(['290 ns', 'never ended', '8 ns']))
  expect(wellFormed(svg)).toBe(true)
})

test('bars have the colour of their service and lie where the timeline has them', async () => {
  const { svg } = await picture()
  // The span of the cart covers 290 of 1,000 ns, from the tenth on.
  expect(svg).toMatch(/<path d="M12\.5 32h285[^"]*" fill="#222" fill-opacity="0.36"\/>/)
  expect(svg).toContain('fill="#101010"')
})

test('has the rows that are shown, and is as high as they are', async () => {
  const whole = await picture()
  trace.select(1)
  trace.toggle(1)
  const collapsed = await picture()
  expect(textsOf(collapsed.svg)).not.toContain('get')
  expect(textsOf(collapsed.svg)).toContain('+2')
  expect(whole.height - collapsed.height).toBe(2 * 26)
})

test('zoomed, it shows the stretch and says so', async () => {
  trace.time.look({ from: 0, to: 100 })
  const texts = textsOf((await picture()).svg)
  expect(texts).toContain('From 0 ns to 100 ns of it')
  expect(texts).toContain('never ended ›')
})

test('what is left out is said below', async () => {
  const { svg } = await picture(trace.rows.slice(0, 2), `The first 2 of ${countOf(5, 'row')}`)
  expect(textsOf(svg).at(-1)).toBe('The first 2 of 5 rows')
  expect(textsOf(svg)).not.toContain('charge&lt;&amp;')
})

/** Whether what opens is closed in its order. */
function wellFormed(svg: string): boolean {
  const open: string[] = []
  for (const [, end, name = '', rest = ''] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:[^>"]|"[^"]*")*)>/g)) {
    if (end) {
      if (open.pop() !== name) return false
    } else if (!rest.endsWith('/')) open.push(name)
  }
  return open.length === 0
}
