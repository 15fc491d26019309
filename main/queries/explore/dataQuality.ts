import type { DataQuality } from '../../../preload/contract/explore/quality'
import { PROBLEMS, type Problem } from '../../../preload/contract/trace'
import { sql } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { cell, readRows } from '../readRows'
import { readClockPairs } from './readClockPairs'

/** How far the spans of the archive can be trusted: one scan, and a look at the parents of those outside them. */
export async function dataQuality(reader: ArchiveReader, signal: AbortSignal): Promise<DataQuality> {
  const [groups, clocks] = await Promise.all([readGroups(reader, signal), readClockPairs(reader, signal)])
  const sum = (figure: keyof SpanGroup) => groups.reduce((all, group) => all + group[figure], 0)
  const withProblem = (problem: Problem) =>
    groups.reduce((all, { bits, spanCount }) => all + ((bits >> PROBLEMS.indexOf(problem)) & 1 ? spanCount : 0), 0)
  return {
    spanCount: sum('spanCount'),
    problems: PROBLEMS.map((problem) => ({ problem, spanCount: withProblem(problem) })),
    zeroDuration: sum('zeroDuration'),
    withoutService: groups.reduce((all, { unnamed, spanCount }) => all + (unnamed ? spanCount : 0), 0),
    droppedAttributes: { spanCount: sum('lostAttributes'), count: sum('attributes') },
    droppedEvents: { spanCount: sum('lostEvents'), count: sum('events') },
    droppedLinks: { spanCount: sum('lostLinks'), count: sum('links') },
    ...clocks,
  }
}

type SpanGroup = Awaited<ReturnType<typeof readGroups>>[number]

/** The spans by what the linking of the archive found about them. */
function readGroups(reader: ArchiveReader, signal: AbortSignal) {
  const statement = sql`
    SELECT bits, (r.service_name = 'unknown_service')::INTEGER, sum(spans), sum(zero),
      sum(lost_attributes), sum(all_attributes), sum(lost_events), sum(all_events), sum(lost_links), sum(all_links)
    FROM (
      SELECT tree.problems::INTEGER AS bits, tree.resource_key AS resource_key, count(*) AS spans,
        count(*) FILTER (duration_ns = 0) AS zero,
        count(*) FILTER (dropped_attributes_count > 0) AS lost_attributes, sum(dropped_attributes_count) AS all_attributes,
        count(*) FILTER (dropped_events_count > 0) AS lost_events, sum(dropped_events_count) AS all_events,
        count(*) FILTER (dropped_links_count > 0) AS lost_links, sum(dropped_links_count) AS all_links
      FROM store.span_rows GROUP BY ALL)
    JOIN store.resources r USING (resource_key) GROUP BY ALL`
  return readRows(reader.chunks(statement, signal), {
    bits: cell.number,
    unnamed: cell.number,
    spanCount: cell.number,
    zeroDuration: cell.number,
    lostAttributes: cell.number,
    attributes: cell.number,
    lostEvents: cell.number,
    events: cell.number,
    lostLinks: cell.number,
    links: cell.number,
  })
}
