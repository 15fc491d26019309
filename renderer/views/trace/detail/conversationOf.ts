import type { Attribute, SpanDetail, SpanEvent } from '../../../../preload/contract/trace'
import { isRecord, messagesOf, type Message } from './messagesOf'

export interface Conversation {
  /** Model, provider and the like, in words. */
  facts: { label: string; value: string }[]
  messages: Message[]
}

/** What is told of a call, under its names in OpenTelemetry's conventions, the newest first. */
const FACTS: [label: string, keys: string[]][] = [
  ['Operation', ['gen_ai.operation.name']],
  ['Model', ['gen_ai.response.model', 'gen_ai.request.model']],
  ['Provider', ['gen_ai.provider.name', 'gen_ai.system']],
  ['Agent', ['gen_ai.agent.name']],
  ['Tool', ['gen_ai.tool.name']],
  ['Input tokens', ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens']],
  ['Output tokens', ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens']],
  ['Temperature', ['gen_ai.request.temperature']],
  ['Finished because', ['gen_ai.response.finish_reasons']],
]
/** Attributes, of the span or of an event, that hold messages, and the role of those that tell none. */
const MESSAGE_LISTS: [key: string, role: string][] = [
  ['gen_ai.system_instructions', 'system'],
  ['gen_ai.input.messages', 'user'],
  ['gen_ai.prompt', 'user'],
  ['gen_ai.tool.call.arguments', 'tool call'],
  ['gen_ai.tool.call.result', 'tool'],
  ['gen_ai.output.messages', 'assistant'],
  ['gen_ai.completion', 'assistant'],
]
/** Events of one message each, as the conventions had them until 1.37. */
const MESSAGE_EVENT = /^gen_ai\.(system|user|assistant|tool)\.message$|^gen_ai\.(choice)$/
/** `gen_ai.prompt.0.content`, as OpenLLMetry writes messages. */
const NUMBERED = /^gen_ai\.(prompt|completion)\.(\d+)\.(.+)$/s

/**
 * What a span of a generative model tells of its call (https://opentelemetry.io/docs/specs/semconv/gen-ai/); undefined
 * for all other spans.
 */
export function conversationOf({ attributes, events }: SpanDetail): Conversation | undefined {
  if (!attributes.some(({ key }) => key.startsWith('gen_ai.'))) return undefined
  const values = valuesOf(attributes)
  return {
    facts: FACTS.flatMap(([label, keys]) => {
      const value = keys.map((key) => values.get(key)).find((each) => each !== undefined)
      return value === undefined ? [] : [{ label, value: listed(value) }]
    }),
    messages: [
      ...messagesOfLists(values),
      ...numberedMessages(attributes),
      ...events.flatMap((event) => messagesOfEvent(event)),
    ],
  }
}

function valuesOf(attributes: Attribute[]): Map<string, string> {
  return new Map(attributes.map(({ key, value }) => [key, value]))
}

function messagesOfLists(values: Map<string, string>): Message[] {
  return MESSAGE_LISTS.flatMap(([key, role]) => {
    const value = values.get(key)
    return value === undefined ? [] : messagesOf(parsed(value), role)
  })
}

function messagesOfEvent({ name, attributes }: SpanEvent): Message[] {
  const [, role, choice] = MESSAGE_EVENT.exec(name) ?? []
  const values = valuesOf(attributes)
  if (role === undefined && choice === undefined) return messagesOfLists(values)
  const members = Object.fromEntries([...values].map(([key, value]) => [key, parsed(value)]))
  return messagesOf(isRecord(members['message']) ? members['message'] : members, role ?? 'assistant')
}

function numberedMessages(attributes: Attribute[]): Message[] {
  const messages = new Map<string, Record<string, unknown>>()
  for (const { key, value } of attributes) {
    const [, list, number, member] = NUMBERED.exec(key) ?? []
    if (list === undefined || number === undefined || member === undefined) continue
    const message = messages.get(`${list} ${number}`) ?? {}
    messages.set(`${list} ${number}`, { ...message, [member]: member === 'role' ? value : parsed(value) })
  }
  return [...messages]
    .sort(([a], [b]) => orderOf(a) - orderOf(b))
    .flatMap(([place, members]) => messagesOf(members, place.startsWith('prompt') ? 'user' : 'assistant'))
}

function orderOf(place: string): number {
  const [list, number] = place.split(' ')
  return (list === 'prompt' ? 0 : 1e9) + Number(number)
}

/** A list of texts in JSON, with commas. */
function listed(value: string): string {
  const list = parsed(value)
  return Array.isArray(list) ? list.map(String).join(', ') : value
}

/** JSON, or else the text itself. */
function parsed(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
