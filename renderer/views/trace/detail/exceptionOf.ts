import type { Attribute } from '../../../../preload/contract/trace'

/** What an exception event records (https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/). */
export interface RecordedException {
  type: string
  message: string
  stack: string
  /** Whatever else the event carries. */
  rest: Attribute[]
}

const KEYS = ['exception.type', 'exception.message', 'exception.stacktrace']

/** The exception of an event; undefined when it records none. */
export function exceptionOf({ attributes }: { attributes: Attribute[] }): RecordedException | undefined {
  const [type = '', message = '', stack = ''] = KEYS.map(
    (wanted) => attributes.find(({ key }) => key === wanted)?.value,
  )
  if (type === '' && message === '' && stack === '') return undefined
  return { type, message, stack, rest: attributes.filter(({ key }) => !KEYS.includes(key)) }
}
