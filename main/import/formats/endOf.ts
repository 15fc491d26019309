import { NO_TIME } from '../SpanBatch'

/** The end of a span that tells its start and duration in nanoseconds; `NO_TIME` where either is missing. */
export function endOf(start: bigint | undefined, duration: bigint): bigint {
  if (start === undefined || start === NO_TIME || duration === NO_TIME) return NO_TIME
  const end = start + duration
  return end === BigInt.asIntN(64, end) ? end : NO_TIME
}
