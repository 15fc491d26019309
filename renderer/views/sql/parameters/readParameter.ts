import type { SqlParameter } from '../../../../preload/contract/sql/parameters'
import { parseDuration } from '../../../query/parseDuration'
import type { TimeZone } from '../../../state/timeDisplay.svelte'
import type { ParameterValues } from '../QueryTab.svelte'
import { readMoment } from './readMoment'

export type ParameterType = ParameterValues[string]['type']

/** What stands in an input, as the statement gets it, or what is wrong with it. Nothing written is NULL. */
export function readParameter(
  { type, text }: ParameterValues[string],
  zone: TimeZone,
): { value: SqlParameter; problem?: undefined } | { problem: string; value?: undefined } {
  const written = text.trim()
  if (written === '') return { value: { type: 'null' } }
  switch (type) {
    case 'text':
      return { value: { type, value: text } }
    case 'number':
      if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(written)) return { problem: 'Not a number' }
      return { value: { type, value: written } }
    case 'timestamp': {
      const moment = readMoment(written, zone)
      if (moment === undefined) return { problem: 'Not a time: 2024-01-31 12:00:00.123' }
      return { value: { type, value: String(moment) } }
    }
    case 'duration': {
      const nanoseconds = /^\d+$/.test(written) ? Number(written) : parseDuration(written)
      if (nanoseconds === undefined) return { problem: 'Not a duration: 150ms, 1.5 s' }
      return { value: { type, value: String(nanoseconds) } }
    }
  }
}

/** What a parameter most likely is, by its name. */
export function guessType(name: string): ParameterType {
  const words = name.toLowerCase().split('_')
  const has = (...any: string[]) => words.some((word) => any.includes(word))
  if (has('duration', 'latency', 'ns', 'elapsed', 'timeout', 'threshold', 'width', 'gap')) return 'duration'
  if (has('from', 'to', 'since', 'until', 'at', 'time', 'moment', 'before', 'after', 'start', 'end')) return 'timestamp'
  if (has('limit', 'count', 'n', 'top', 'least', 'most', 'min', 'max', 'share', 'percent', 'depth')) return 'number'
  return 'text'
}
