import type { SqlParameter } from '../../../../preload/contract/sql/parameters'
import { parseDuration } from '../../../../preload/contract/traceql/parseDuration'
import {
  QUESTION_GROUPS,
  type ParameterDefault,
  type ParameterType,
  type Question,
  type QuestionParameter,
} from './Question'

/**
 * Reads a question. Its file begins with a header, a line of comment for each part, up to the first empty line:
 *
 *     -- title: Slowest operations
 *     -- about: One sentence.
 *     -- group: Latency
 *     -- parameter: service text = 'checkout'  (Label)
 *
 * Parameters are of the types text, number, timestamp and duration. What they are at first is `null`, a text in quotes, a
 * number, a duration such as `1m30s`, or a SELECT that the archive answers. Throws for anything else.
 */
export function readQuestion(id: string, text: string): Question {
  const end = text.indexOf('\n\n')
  const lines = text.slice(0, end).split('\n')
  const parts = lines.map((line) => {
    const [, name = '', content = ''] = /^-- (title|about|group|parameter): (\S.*)$/.exec(line) ?? []
    if (name === '') throw new SyntaxError(`${id}: “${line}” is no part of a header`)
    return { name, content }
  })
  const one = (wanted: string) => {
    const [part, ...more] = parts.filter(({ name }) => name === wanted)
    if (!part || more.length > 0) throw new SyntaxError(`${id}: one ${wanted} is needed`)
    return part.content
  }
  const group = QUESTION_GROUPS.find((each) => each === one('group'))
  if (!group) throw new SyntaxError(`${id}: there is no group “${one('group')}”`)
  const parameters = parts.filter(({ name }) => name === 'parameter').map(({ content }) => readParameter(content))
  return { id, title: one('title'), about: one('about'), group, parameters, statement: text.slice(end).trim() }
}

function readParameter(content: string): QuestionParameter {
  const [, name = '', word, written = '', label = ''] =
    /^([A-Za-z_]\w*) (\w+) = (.+?) {2}\(([^()]+)\)$/.exec(content) ?? []
  const type = TYPES.find((each) => each === word)
  if (!type) throw new SyntaxError(`“${content}” is no parameter`)
  return { name, type, label, default: readDefault(type, written) }
}

const TYPES: ParameterType[] = ['text', 'number', 'timestamp', 'duration']

function readDefault(type: ParameterType, written: string): ParameterDefault {
  if (/^SELECT /.test(written)) return { statement: written }
  const value = written === 'null' ? ({ type: 'null' } as const) : readValue(type, written)
  if (!value) throw new SyntaxError(`“${written}” is no ${type}`)
  return { value }
}

function readValue(type: ParameterType, written: string): SqlParameter | null {
  if (type === 'text') {
    const quoted = /^'((?:[^']|'')*)'$/.exec(written)?.[1]
    return quoted === undefined ? null : { type, value: quoted.replaceAll("''", "'") }
  }
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(written) ? { type, value: written } : null
  const nanoseconds = type === 'duration' ? parseDuration(written) : null
  return nanoseconds === null ? null : { type, value: String(nanoseconds) }
}
