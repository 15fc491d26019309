import { KIND, type SampleAttributes, type SampleSpan } from './SampleSpan'
import type { TraceDraft } from './TraceDraft'

export interface Statement {
  database: string
  operation: 'SELECT' | 'INSERT' | 'UPDATE'
  table: string
  text: string
  rows?: number
}

/** One PostgreSQL statement of the parent's service; returns its end. */
export function queryPostgres(
  draft: TraceDraft,
  parent: SampleSpan,
  { database, operation, table, text, rows }: Statement,
  at: number,
  duration: number,
): number {
  const attributes: SampleAttributes = {
    'db.system.name': 'postgresql',
    'db.namespace': database,
    'db.operation.name': operation,
    'db.collection.name': table,
    'db.query.summary': `${operation} ${table}`,
    'db.query.text': text,
    'server.address': `${database}-db.${parent.instance.region}.rds.amazonaws.com`,
    'server.port': 5432,
  }
  if (rows !== undefined) attributes['db.response.returned_rows'] = rows
  return closeCall(draft, parent, `${operation} ${table}`, attributes, at, duration)
}

/** One Redis command of the parent's service; returns its end. */
export function queryRedis(
  draft: TraceDraft,
  parent: SampleSpan,
  command: string,
  key: string,
  at: number,
  duration: number,
): number {
  const attributes: SampleAttributes = {
    'db.system.name': 'redis',
    'db.namespace': '0',
    'db.operation.name': command,
    'db.query.text': `${command} ${key}`,
    'server.address': `cache.${parent.instance.region}.elasticache.amazonaws.com`,
    'server.port': 6379,
  }
  return closeCall(draft, parent, command, attributes, at, duration)
}

function closeCall(
  draft: TraceDraft,
  parent: SampleSpan,
  name: string,
  attributes: SampleAttributes,
  at: number,
  duration: number,
): number {
  const { service } = parent.instance
  const span = draft.open(parent, { service, name, kind: KIND.client, scope: 'database', attributes }, at)
  return draft.close(span, at + duration)
}
