import { SPAN_KINDS, type TraceColumns } from '../../../../preload/contract/trace'
import { rowsBefore } from '../nextRow'

type Spans = Pick<TraceColumns, 'start' | 'duration' | 'descendantCount' | 'kind'>

/** What a folded row says about its spans. Times are nanoseconds, NaN where no span has any. */
export interface FoldMeasure {
  count: number
  /** The spans below them. */
  below: number
  total: number
  p50: number
  longest: number
  /** Failed spans among them and below them. */
  errors: number
  nPlusOne: boolean
}

const CLIENT = SPAN_KINDS.indexOf('client')
const LEAST_CALLS = 5
/** Of the calls, those that may overlap an earlier one: retries and warm-ups do not make a loop parallel. */
const OVERLAPPING = 0.1

/** Sums a group up. Its `members` ascend, as do the `errorRows` of the whole trace. */
export function foldMeasure(columns: Spans, members: Int32Array, errorRows: Int32Array): FoldMeasure {
  const durations = new Float64Array(members.length)
  let known = 0
  let total = 0
  let longest = NaN
  let below = 0
  for (let place = 0; place < members.length; place++) {
    const row = members[place] ?? 0
    below += columns.descendantCount[row] ?? 0
    const duration = columns.duration[row] ?? NaN
    if (Number.isNaN(duration)) continue
    durations[known++] = duration
    total += duration
    if (!(longest >= duration)) longest = duration
  }
  return {
    count: members.length,
    below,
    total: known > 0 ? total : NaN,
    p50: lowerMedian(durations.subarray(0, known)),
    longest,
    errors: countWithin(columns, members, errorRows),
    nPlusOne: isNPlusOne(columns, members),
  }
}

/** How many of the ascending `rows` are among the members or below them. */
export function countWithin(
  { descendantCount }: Pick<TraceColumns, 'descendantCount'>,
  members: Int32Array,
  rows: Int32Array,
): number {
  let count = 0
  let place = rowsBefore(rows, members[0] ?? 0)
  for (let index = 0; index < members.length && place < rows.length; index++) {
    const row = members[index] ?? 0
    const next = row + (descendantCount[row] ?? 0) + 1
    while (place < rows.length && (rows[place] ?? 0) < row) place++
    while (place < rows.length && (rows[place] ?? 0) < next) {
      count++
      place++
    }
  }
  return count
}

/**
 * Whether a group looks like N+1: one span that asks another service or a database the same thing again and again,
 * each time after the last answer, where one question for all would do. That is at least five calls (kind client) of one
 * operation under one parent, of which nine in ten begin when all earlier ones have ended.
 */
export function isNPlusOne({ start, duration, kind }: Spans, members: Int32Array): boolean {
  if (members.length < LEAST_CALLS || kind[members[0] ?? 0] !== CLIENT) return false
  let last = -Infinity
  let overlapping = 0
  for (let place = 0; place < members.length; place++) {
    const row = members[place] ?? 0
    const from = start[row] ?? NaN
    const to = from + (duration[row] ?? NaN)
    if (Number.isNaN(to) || from < last) overlapping++
    if (to > last) last = to
  }
  return overlapping <= members.length * OVERLAPPING
}

/** The median, the lower one of two; reorders `values`. Expected time is linear (Hoare's selection). */
function lowerMedian(values: Float64Array): number {
  if (values.length === 0) return NaN
  const wanted = (values.length - 1) >> 1
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? NaN
    let left = low
    let right = high
    while (left <= right) {
      while ((values[left] ?? NaN) < pivot) left++
      while ((values[right] ?? NaN) > pivot) right--
      if (left > right) break
      const swapped = values[left] ?? NaN
      values[left++] = values[right] ?? NaN
      values[right--] = swapped
    }
    if (wanted <= right) high = right
    else if (wanted >= left) low = left
    else break
  }
  return values[wanted] ?? NaN
}
