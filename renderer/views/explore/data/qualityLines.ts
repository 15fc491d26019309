import type { ArchiveSummary } from '../../../../preload/contract/archive'
import type { DataQuality } from '../../../../preload/contract/explore/quality'
import { countOf } from '../../../../preload/contract/formatCount'
import type { Problem } from '../../../../preload/contract/trace'
import { serviceCondition } from '../../../query/edit/serviceCondition'

/** One thing that may mislead whoever reads the traces. */
export interface QualityLine {
  title: string
  /** What it means for what is seen. */
  meaning: string
  count: number
  /** What it is a share of: spans, or records of the files. */
  total: number
  /** What shows them: a query in TraceQL, or a statement where TraceQL has no words for it. */
  shows: { query: string } | { statement: string }
}

interface Words {
  title: string
  meaning: string
}

const PROBLEM_LINES: Record<Problem, Words> = {
  orphan: {
    title: 'Missing parents',
    meaning: 'They name a parent that is not in the archive: who called them, and how long that took, is lost.',
  },
  cycle_cut: {
    title: 'Parents in a circle',
    meaning: 'Following the parents led back to the span. The circle was cut at its earliest start.',
  },
  duplicate_id: {
    title: 'Repeated span ids',
    meaning: 'Another span of the trace has the same id. Children that name it may belong to either.',
  },
  no_trace_id: {
    title: 'No trace id',
    meaning: 'Such spans of a file are shown as one trace, whether or not they belong together.',
  },
  no_start: { title: 'No start time', meaning: 'When they ran is not known: no chart over time has them.' },
  not_ended: {
    title: 'Unfinished spans',
    meaning: 'They have no end: still running, or lost. No percentile and no sum of durations has them.',
  },
  negative_duration: {
    title: 'End before they start',
    meaning: 'A clock was set back, or times were mixed up. Their duration counts as unknown.',
  },
  outside_parent: {
    title: 'Outside their parent',
    meaning: 'They start before their parent or end after it: asynchronous work, or clocks that disagree.',
  },
}

/** Spans that start before the span that called them; times of different hosts are told apart in the clocks below. */
const EARLIER = `-- Spans that start before their parent, as they do where clocks disagree
SELECT s.trace_id, s.span_id, s.service_name, s.name, p.service_name AS caller,
  ns_between(s.start_time, p.start_time) / 1e6 AS milliseconds_early
FROM spans s JOIN spans p ON p.trace_id = s.trace_id AND p.span_id = s.parent_span_id
WHERE list_contains(s.problems, 'outside_parent') AND s.start_time < p.start_time
ORDER BY milliseconds_early DESC LIMIT 1000`

const MERGED = `-- Files in which spans were reported more than once
SELECT path, format, record_count, span_count, merged_count FROM files
WHERE merged_count > 0 ORDER BY merged_count DESC LIMIT 1000`

const REJECTED = `-- Files of which records could not be read, and why
SELECT path, code, message, occurrences, first_position, sample
FROM files JOIN import_problems USING (file_id)
WHERE rejected_count > 0 ORDER BY occurrences DESC LIMIT 1000`

/** All that was looked at, in the order of how much it distorts. */
export function qualityLines(quality: DataQuality, summary: ArchiveSummary | undefined): QualityLine[] {
  const total = quality.spanCount
  const problems = new Map(quality.problems.map(({ problem, spanCount }) => [problem, spanCount]))
  const ofProblem = (problem: Problem): QualityLine => ({
    ...PROBLEM_LINES[problem],
    count: problems.get(problem) ?? 0,
    total,
    shows: { query: `{ span:problems = "${problem}" }` },
  })
  const dropped = (noun: string, column: string, { spanCount, count }: DataQuality['droppedEvents']): QualityLine => ({
    title: `Dropped ${noun}s`,
    meaning: `Whoever recorded these spans left out ${countOf(count, noun)}, as a rule because of a limit.`,
    count: spanCount,
    total,
    shows: { statement: droppedStatement(noun, column) },
  })
  return [
    ofProblem('orphan'),
    ofProblem('not_ended'),
    {
      title: 'Clocks that disagree',
      meaning: 'They start before their caller on another host. Times of these hosts cannot be compared as they are.',
      count: quality.earlierThanCaller,
      total,
      shows: { statement: EARLIER },
    },
    ofProblem('outside_parent'),
    ofProblem('negative_duration'),
    ofProblem('no_start'),
    ofProblem('no_trace_id'),
    ofProblem('duplicate_id'),
    ofProblem('cycle_cut'),
    {
      title: 'No service name',
      meaning: 'Their resource names no service: they stand together under unknown_service.',
      count: quality.withoutService,
      total,
      shows: { query: `{ ${serviceCondition('unknown_service')} }` },
    },
    {
      title: 'No duration at all',
      meaning: 'Start and end are the same moment: shorter than the clock’s step, or a mark rather than work.',
      count: quality.zeroDuration,
      total,
      shows: { query: '{ duration = 0ns }' },
    },
    dropped('attribute', 'dropped_attributes_count', quality.droppedAttributes),
    dropped('event', 'dropped_events_count', quality.droppedEvents),
    dropped('link', 'dropped_links_count', quality.droppedLinks),
    ...(summary ? recordLines(summary) : []),
  ]
}

function recordLines({ mergedCount, rejectedCount, spanCount }: ArchiveSummary): QualityLine[] {
  const total = spanCount + mergedCount + rejectedCount
  return [
    {
      title: 'Merged records',
      meaning: 'The same span was reported more than once with the same content: it is kept once.',
      count: mergedCount,
      total,
      shows: { statement: MERGED },
    },
    {
      title: 'Rejected records',
      meaning: 'They could not be read as spans and are not in the archive.',
      count: rejectedCount,
      total,
      shows: { statement: REJECTED },
    },
  ]
}

function droppedStatement(noun: string, column: string): string {
  return `-- Spans of which ${noun}s were dropped
SELECT trace_id, span_id, service_name, name, ${column} FROM spans
WHERE ${column} > 0 ORDER BY ${column} DESC LIMIT 1000`
}
