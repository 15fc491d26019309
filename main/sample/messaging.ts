import { KIND, type SampleAttributes, type SampleSpan } from './SampleSpan'
import { MICROSECOND } from './sampleTime'
import type { ServiceName } from './shop'
import type { TraceDraft } from './TraceDraft'

interface Message {
  topic: string
  key: string
}

/** Sends a message to Kafka; the span is what consumers name as their parent or link to. */
export function send(draft: TraceDraft, parent: SampleSpan, message: Message, at: number): SampleSpan {
  const { service } = parent.instance
  const attributes = describe(draft, message, 'send')
  const producer = draft.open(
    parent,
    { service, name: `send ${message.topic}`, kind: KIND.producer, scope: 'messaging', attributes },
    at,
  )
  draft.close(producer, at + draft.random.logNormal(900 * MICROSECOND))
  return producer
}

/** A consumer's handling of one message in the trace that sent it; `work` returns its end. */
export function consume(
  draft: TraceDraft,
  producer: SampleSpan,
  service: ServiceName,
  message: Message,
  at: number,
  work: (consumer: SampleSpan, at: number) => number,
): number {
  const attributes = { ...describe(draft, message, 'process'), 'messaging.consumer.group.name': service }
  const consumer = draft.open(
    producer,
    { service, name: `process ${message.topic}`, kind: KIND.consumer, scope: 'messaging', attributes },
    at,
  )
  return draft.close(consumer, work(consumer, at))
}

function describe(draft: TraceDraft, { topic, key }: Message, operation: 'send' | 'process'): SampleAttributes {
  return {
    'messaging.system': 'kafka',
    'messaging.destination.name': topic,
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.kafka.message.key': key,
    'messaging.destination.partition.id': String(draft.random.integer(0, 11)),
    'server.address': 'kafka-bootstrap.shop.svc.cluster.local',
    'server.port': 9092,
  }
}
