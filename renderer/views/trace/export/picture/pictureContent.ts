import { formatCount } from '../../../../../preload/contract/formatCount'
import { MOST_MARKED, type SpanMarks } from '../../../../../preload/contract/marks'
import { spanIdAt } from '../../../../../preload/contract/spanIds'
import type { Session } from '../../../../state/session.svelte'
import { FoldBarCache } from '../../fold/drawFold'
import { ROW_HEIGHT } from '../../layout'
import type { Palette } from '../../palette'
import { SectionCache } from '../../SectionCache'
import type { Slices } from '../../Slices'
import { squeezedAxis } from '../../squeeze/squeezedAxis'
import { NO_STICKY_ROWS } from '../../sticky/stickyRows'
import { scaleOf } from '../../time/scaleOf.svelte'
import { timelineFrame } from '../../timelineFrame'
import type { TraceState } from '../../trace.svelte'
import { pictureFacts } from './pictureFacts'
import { PICTURE, type PictureContent } from './drawPicture'

const TICK_WIDTH = { trace: 90, clock: 112, span: 90 }

/** What a picture with that many rows at most leaves out, in words; empty for nothing. */
export function pictureCut(trace: TraceState, mostRows: number): string {
  const { length } = trace.rows
  return length > mostRows ? `The first ${formatCount(mostRows)} of ${formatCount(length)} rows` : ''
}

/** The rows of a trace as they are shown: collapsed, folded, filtered and zoomed. Rejects when it is given up. */
export async function pictureContent(
  trace: TraceState,
  session: Session,
  palette: Palette,
  mostRows: number,
  slices: Slices,
): Promise<PictureContent> {
  const rows = trace.rows.slice(0, mostRows)
  const marks = await marksOf(trace, session, rows, slices)
  const { columns, measure, time } = trace
  const scale = scaleOf(trace)
  const axis = squeezedAxis(scale, time.squeeze, time.range, Math.floor(PICTURE.timeline / TICK_WIDTH[scale.mode]))
  const colours = Uint8Array.from(columns.services, (service) => session.colours.indexOf(service))
  const colourOf = (service: number) => palette.services[colours[service] ?? 0] ?? palette.muted
  const place = {
    sections: new SectionCache(time.timeline.columns, time.timeline.measure),
    foldBars: new FoldBarCache(),
    width: PICTURE.timeline,
    height: rows.length * ROW_HEIGHT,
    offset: 0,
    ticks: axis.ticks.map(({ offset }) => offset),
    colours,
    palette,
  }
  const frame = {
    ...timelineFrame(trace, place),
    rows,
    sticky: NO_STICKY_ROWS,
    selected: -1,
    marksOf: (row: number) => marks.get(row),
  }
  const titleService = columns.service[measure.titleRow] ?? -1
  const head = {
    service: columns.services[titleService] ?? '',
    operation: columns.names[columns.name[measure.titleRow] ?? -1] || '(no name)',
    colour: colourOf(titleService),
    facts: pictureFacts(trace),
    legend: measure.services.map(({ service, name, spanCount }) => ({ name, spanCount, colour: colourOf(service) })),
  }
  return { trace, frame, head, axis, foot: pictureCut(trace, mostRows) }
}

/** Of the rows that were never in sight nothing is known yet. */
async function marksOf(
  { columns }: TraceState,
  session: Session,
  rows: Int32Array,
  slices: Slices,
): Promise<Map<number, SpanMarks>> {
  const known = new Map<number, SpanMarks>()
  const marked = [...rows].filter((row) => (columns.eventCount[row] ?? 0) > 0)
  for (let first = 0; first < marked.length; first += MOST_MARKED) {
    const some = marked.slice(first, first + MOST_MARKED)
    const rowOf = new Map(some.map((row) => [spanIdAt(columns.spanIds, row) ?? '', row]))
    const spanIds = [...rowOf.keys()]
    const { value = [] } = await session.ask('trace.marks', { traceId: columns.traceId, spanIds })
    await slices.pause()
    for (const marks of value) known.set(rowOf.get(marks.spanId) ?? -1, marks)
  }
  return known
}
