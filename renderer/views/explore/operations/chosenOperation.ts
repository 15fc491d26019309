import { textsIn } from '../textsIn'

export interface ChosenOperation {
  serviceName: string
  name: string
}

/** The operation that an address names, as JSON of service and name; null for none. */
export function operationIn(text: string | null): ChosenOperation | null {
  const [serviceName, name] = textsIn(text)
  return serviceName !== undefined && name !== undefined ? { serviceName, name } : null
}
