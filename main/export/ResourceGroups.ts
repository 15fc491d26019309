import type { Attribute } from '../../preload/contract/trace'
import { keyValues } from './anyValue'
import { type ExportedScope, UNKNOWN_SERVICE } from './ExportedSpan'
import { rawObject, rawText } from './rawJson'

/** OTLP's records under their resources and scopes: `ResourceSpans` or `ResourceLogs` by the names of their lists. */
export class ResourceGroups {
  private readonly scopesField: string
  private readonly recordsField: string
  private readonly done: string[] = []
  /** Records by the JSON of their scope, by the JSON of their resource. */
  private open = new Map<string, Map<string, string[]>>()

  constructor(scopesField: string, recordsField: string) {
    this.scopesField = scopesField
    this.recordsField = recordsField
  }

  add(serviceName: string, resource: readonly Attribute[], scope: ExportedScope | null, record: string): void {
    const resourceText = rawResource(serviceName, resource)
    const scopeText = scope === null ? '' : rawScope(scope)
    let scopes = this.open.get(resourceText)
    if (scopes === undefined) this.open.set(resourceText, (scopes = new Map()))
    const records = scopes.get(scopeText)
    if (records === undefined) scopes.set(scopeText, [record])
    else records.push(record)
  }

  /** What is added from now on comes behind all that was added before. */
  beginAnew(): void {
    for (const [resource, scopes] of this.open) {
      const perScope = [...scopes].map(([scope, records]) =>
        rawObject({ scope: scope || null, [this.recordsField]: `[\n${records.join(',\n')}]` }),
      )
      this.done.push(rawObject({ resource, [this.scopesField]: `[${perScope.join(',')}]` }))
    }
    this.open = new Map()
  }

  /** All groups as JSON. */
  take(): string[] {
    this.beginAnew()
    return this.done
  }
}

/** The service is an attribute of its resource. */
function withService(serviceName: string, resource: readonly Attribute[]): readonly Attribute[] {
  if (serviceName === UNKNOWN_SERVICE || resource.some(({ key }) => key === 'service.name')) return resource
  return [{ key: 'service.name', value: serviceName, type: 's' }, ...resource]
}

/** Of resources and scopes, which spans share. */
const texts = new WeakMap<object, string>()

function rawResource(serviceName: string, resource: readonly Attribute[]): string {
  const known = texts.get(resource)
  if (known !== undefined) return known
  const text = rawObject({ attributes: keyValues(withService(serviceName, resource)) })
  texts.set(resource, text)
  return text
}

function rawScope(scope: ExportedScope): string {
  const known = texts.get(scope)
  if (known !== undefined) return known
  const { name, version, attributes } = scope
  const text = rawObject({ name: rawText(name), version: rawText(version), attributes: keyValues(attributes) })
  texts.set(scope, text)
  return text
}
