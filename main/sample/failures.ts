import { STATUS, type SampleSpan } from './SampleSpan'

export interface SampleException {
  type: string
  message: string
  stacktrace: string
}

/** Marks a span as failed. */
export function fail(span: SampleSpan, errorType: string, message: string): void {
  span.status = STATUS.error
  span.statusMessage = message
  span.attributes['error.type'] = errorType
}

/** Marks a span as failed and records the exception, as `recordException` does. */
export function failWithException(span: SampleSpan, exception: SampleException, at: number): void {
  fail(span, exception.type, exception.message)
  span.events.push({
    time: at,
    name: 'exception',
    attributes: {
      'exception.type': exception.type,
      'exception.message': exception.message,
      'exception.stacktrace': exception.stacktrace,
    },
  })
}
