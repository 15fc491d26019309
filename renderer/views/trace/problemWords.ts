import type { Problem } from '../../../preload/contract/trace'

/** Each problem in a few words and in full. */
export const PROBLEM_WORDS: Record<Problem, { title: string; explanation: string }> = {
  orphan: {
    title: 'Missing parent',
    explanation:
      'The span names a parent that is not in this archive. It stands under a row for that parent, with the others that name it: who called them, and what else that caller did, is not to be seen.',
  },
  cycle_cut: {
    title: 'Parents form a circle',
    explanation:
      'Following its parents led back to this span. The circle was cut here, at its earliest start: who really called whom is not known.',
  },
  duplicate_id: {
    title: 'Repeated span id',
    explanation:
      'Another span of this trace has the same id, so this one got an id of its own. The reported id is kept; children that name it may belong to either.',
  },
  no_trace_id: {
    title: 'No trace id',
    explanation:
      'The record has no trace id. Such spans of a file are shown together, whether or not they belong together.',
  },
  no_start: {
    title: 'No start time',
    explanation:
      'The record has no usable start time. The span is drawn hollow, at the start of the trace; when it really ran is not known.',
  },
  not_ended: {
    title: 'Never ended',
    explanation:
      'The record has no end time: the span was still running, or its end was lost. Its duration is unknown, and it takes no part in the critical path.',
  },
  negative_duration: {
    title: 'Ends before it starts',
    explanation:
      'The end time lies before the start time, as after a clock was set back. Its duration is unknown, and its start may be wrong as well.',
  },
  outside_parent: {
    title: 'Outside its parent',
    explanation:
      'The span starts before its parent or ends after it: asynchronous work, or clocks that disagree. Only what lies within its parent counts for self time and critical path.',
  },
}
