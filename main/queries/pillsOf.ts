import type { Pill, PillTopic } from '../../preload/contract/marks'

type Attributes = ReadonlyMap<string, string>

/** The names of one fact in OpenTelemetry's semantic conventions, newest first, then what others write. */
const NAMES = {
  method: ['http.request.method', 'http.method'],
  status: ['http.response.status_code', 'http.status_code'],
  database: ['db.system.name', 'db.system', 'db.type'],
  rpc: ['rpc.system.name', 'rpc.system'],
  rpcStatus: ['rpc.response.status_code', 'rpc.grpc.status_code', 'grpc.status_code'],
  messaging: ['messaging.system'],
  destination: ['messaging.destination.name', 'messaging.destination', 'message_bus.destination'],
  model: ['gen_ai.response.model', 'gen_ai.request.model', 'llm.model_name', 'llm.request.model'],
  error: ['error.type'],
} as const

/** All attributes that pills are made of. */
export const PILL_KEYS: readonly string[] = Object.values(NAMES).flat()

const GRPC_CODES = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS'],
  ...['PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED'],
  ...['INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'],
]

/** The pills of a span, in the order in which they are read. What its name says already is not said again. */
export function pillsOf(attributes: Attributes, spanName: string): Pill[] {
  const said = spanName.toLowerCase().split(/[\s/]+/)
  const pills: Pill[] = []
  const add = (topic: PillTopic, fact: keyof typeof NAMES, how: (value: string) => Partial<Pill> | null) => {
    const key = NAMES[fact].find((name) => (attributes.get(name) ?? '') !== '')
    const value = key === undefined ? '' : (attributes.get(key) ?? '')
    const made = key === undefined ? null : how(value)
    if (made) pills.push({ topic, text: value, title: `${key}: ${value}`, tone: 'plain', ...made })
  }
  const unlessSaid = (value: string) => (said.includes(value.toLowerCase()) ? null : {})

  add('http', 'method', unlessSaid)
  add('http', 'status', (status) => ({ tone: toneOfHttp(Number(status)) }))
  add('rpc', 'rpc', unlessSaid)
  add('rpc', 'rpcStatus', rpcStatus)
  add('database', 'database', unlessSaid)
  add('messaging', 'messaging', unlessSaid)
  add('messaging', 'destination', unlessSaid)
  add('model', 'model', unlessSaid)
  add('error', 'error', (type) => (pills.some(({ text }) => text === type) ? null : { tone: 'error' }))
  return pills
}

function toneOfHttp(status: number): Pill['tone'] {
  return status >= 500 ? 'error' : status >= 400 ? 'warning' : 'plain'
}

/** A call that went well has no pill. */
function rpcStatus(code: string): Partial<Pill> | null {
  const name = GRPC_CODES[Number(code)] ?? code
  return name === 'OK' ? null : { text: name, tone: 'error' }
}
