import { sayFailure, type Failure } from '../../preload/contract/failure'

/** A failure as one line of stderr, with its newline. */
export function failureLine(failure: Failure): string {
  return `traceloupe: ${sayFailure(failure).replaceAll('\n', ' ')}\n`
}
