import type { ErrorKind } from '../../../../preload/contract/explore/errors'
import { textsIn } from '../textsIn'

/** The kind of error that an address names, as JSON of service, type and pattern; null for none. */
export function errorIn(text: string | null): ErrorKind | null {
  const [serviceName, type, pattern] = textsIn(text)
  return serviceName === undefined || type === undefined || pattern === undefined
    ? null
    : { serviceName, type, pattern }
}

/** The address parameter of a kind of error. */
export function errorParameter({ serviceName, type, pattern }: ErrorKind): string {
  return JSON.stringify([serviceName, type, pattern])
}
