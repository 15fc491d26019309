import type { TimeZone } from '../../../state/timeDisplay.svelte'

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i

/**
 * Nanoseconds since the epoch of a moment as people write it: `2024-01-31 12:00:00.123`, with `Z` or an offset behind
 * it, or else in `zone`; or of as many digits as such a number has. Undefined for anything else.
 */
export function readMoment(text: string, zone: TimeZone): bigint | undefined {
  const written = text.trim()
  if (/^\d{16,19}$/.test(written)) return BigInt(written)
  const parts = MOMENT.exec(written)
  if (!parts) return undefined
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const fraction = BigInt((parts[7] ?? '').padEnd(9, '0'))
  const offset = offsetOf(parts[8])
  const fields = [year, month - 1, day, hour, minute, second] as const
  const isUtc = offset !== undefined || zone === 'utc'
  const milliseconds = isUtc ? Date.UTC(...fields) - (offset ?? 0) : new Date(...fields).getTime()
  const read = isUtc ? new Date(milliseconds + (offset ?? 0)) : undefined
  const isThatDay = read ? read.getUTCDate() === day : new Date(milliseconds).getDate() === day
  if (!Number.isFinite(milliseconds) || month > 12 || hour > 23 || minute > 59 || second > 59 || !isThatDay)
    return undefined
  return BigInt(milliseconds) * 1_000_000n + fraction
}

/** Milliseconds that a zone is ahead of UTC. */
function offsetOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)$/.exec(written) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
