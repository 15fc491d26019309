import { LANGUAGES, type Language } from './languages'
import { DEPLOYMENT, SKEWED_CLOCK } from './plantedFacts'
import type { Random } from './Random'
import type { SampleAttributes } from './SampleSpan'

export type Region = 'eu-central-1' | 'us-east-1'

export interface Scope {
  name: string
  version?: string
}

/** One running process: what OTLP calls a resource. */
export interface ShopInstance {
  service: ServiceName
  language: Language
  region: Region
  resource: SampleAttributes
  /** Added to every time that the instance reports, in nanoseconds. */
  clockSkew: number
  /** When it runs: [from, until). */
  from: number
  until: number
}

interface ServiceDescription {
  language: keyof typeof LANGUAGES
  version: string
  podsPerRegion: number
}

const SERVICES = {
  frontend: { language: 'nodejs', version: '5.12.0', podsPerRegion: 2 },
  checkout: { language: 'go', version: '3.7.2', podsPerRegion: 2 },
  cart: { language: 'dotnet', version: '2.9.0', podsPerRegion: 1 },
  payment: { language: 'java', version: DEPLOYMENT.oldVersion, podsPerRegion: 2 },
  catalog: { language: 'go', version: '4.1.3', podsPerRegion: 1 },
  recommendation: { language: 'python', version: '1.22.0', podsPerRegion: 1 },
  shipping: { language: 'rust', version: '0.14.1', podsPerRegion: 1 },
  email: { language: 'ruby', version: '1.3.0', podsPerRegion: 1 },
  inventory: { language: 'java', version: '6.0.4', podsPerRegion: 1 },
  currency: { language: 'cpp', version: '1.8.5', podsPerRegion: 1 },
  fraud: { language: 'java', version: '2.2.0', podsPerRegion: 1 },
  ads: { language: 'java', version: '1.17.0', podsPerRegion: 1 },
} satisfies Record<string, ServiceDescription>

export type ServiceName = keyof typeof SERVICES
export const SERVICE_NAMES = Object.keys(SERVICES).sort()

const REGIONS: readonly Region[] = ['eu-central-1', 'us-east-1']

/** All processes of the shop, with the pods that a deployment replaces and those that replace them. */
export class Shop {
  readonly #instances = new Map<string, ShopInstance[]>()

  constructor(random: Random) {
    for (const [service, description] of entriesOf(SERVICES)) {
      for (const region of REGIONS) {
        const instances: ShopInstance[] = []
        for (let pod = 0; pod < description.podsPerRegion; pod++) {
          const replacedAt = replacementOf(service, region, pod)
          instances.push(instanceOf(random, service, description, region, description.version, 0, replacedAt))
          if (replacedAt === Infinity) continue
          const version = DEPLOYMENT.newVersion
          instances.push(instanceOf(random, service, description, region, version, replacedAt, Infinity))
        }
        this.#instances.set(`${service} ${region}`, instances)
      }
    }
  }

  /** The instance which the load balancer of a region chooses. */
  instanceAt(random: Random, service: ServiceName, region: Region, moment: number): ShopInstance {
    const running = (this.#instances.get(`${service} ${region}`) ?? []).filter(
      ({ from, until }) => from <= moment && moment < until,
    )
    const chosen = running[random.integer(0, running.length - 1)]
    if (!chosen) throw new RangeError(`no ${service} runs in ${region} at ${moment}`)
    return chosen
  }
}

function replacementOf(service: ServiceName, region: Region, pod: number): number {
  if (service !== DEPLOYMENT.service || region !== DEPLOYMENT.region) return Infinity
  return DEPLOYMENT.moment + pod * DEPLOYMENT.podInterval
}

function instanceOf(
  random: Random,
  service: ServiceName,
  description: ServiceDescription,
  region: Region,
  version: string,
  from: number,
  until: number,
): ShopInstance {
  const language = LANGUAGES[description.language]
  const pod = `${service}-${random.hex(8)}${random.hex(8).slice(0, 2)}-${random.hex(8).slice(0, 5)}`
  const node = `ip-10-${random.integer(0, 63)}-${random.integer(0, 255)}-${random.integer(1, 254)}`
  return {
    service,
    language,
    region,
    clockSkew: service === SKEWED_CLOCK.service ? SKEWED_CLOCK.skew : 0,
    from,
    until,
    resource: {
      'service.name': service,
      'service.namespace': 'shop',
      'service.version': version,
      'service.instance.id': random.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      'deployment.environment.name': 'production',
      'cloud.provider': 'aws',
      'cloud.region': region,
      'k8s.cluster.name': `shop-${region}`,
      'k8s.namespace.name': 'shop',
      'k8s.pod.name': pod,
      'k8s.node.name': `${node}.${region}.compute.internal`,
      'host.name': pod,
      'process.pid': random.integer(1, 400),
      'process.runtime.name': language.runtime,
      'telemetry.sdk.name': 'opentelemetry',
      'telemetry.sdk.language': language.name,
      'telemetry.sdk.version': language.sdkVersion,
    },
  }
}

function entriesOf<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  const entries: [Key, Value][] = []
  for (const key in record) entries.push([key, record[key]])
  return entries
}
