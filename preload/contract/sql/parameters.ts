import { z } from 'zod'

/**
 * What stands for `$name` in a statement. `timestamp` is a TIMESTAMP_NS, in nanoseconds since the epoch; `duration` a
 * BIGINT of nanoseconds; both as decimal digits, as they exceed 2^53. `number` is what DuckDB reads as a number.
 */
export const sqlParameter = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), value: z.string().max(100_000) }),
  z.object({ type: z.literal('number'), value: z.string().max(100) }),
  z.object({ type: z.enum(['timestamp', 'duration']), value: z.string().regex(/^-?\d{1,20}$/) }),
  z.object({ type: z.literal('null') }),
])
export type SqlParameter = z.infer<typeof sqlParameter>

/** By name, without the `$`. */
export const sqlParameters = z.record(z.string().regex(/^[A-Za-z_]\w*$/), sqlParameter)
export type SqlParameters = z.infer<typeof sqlParameters>
