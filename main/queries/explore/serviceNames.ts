import { sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { cell, orNull, readRows } from '../readRows'

/** Names of services, and of peers that sent no spans, by number: services first. */
export interface ServiceNames {
  texts: string[]
  serviceCount: number
  /** `service.namespace` of each service; empty for none. */
  namespaces: string[]
  /** By resource_key: the number of its service. */
  ofResource: Int32Array
  /** The number of the service that nobody named, −1 if there is none. */
  unknown: number
}

/** `peers` is a query of a column `peer`. Also answers a kept table of `number` and `name`, to be forgotten by the caller. */
export async function readServiceNames(
  reader: ArchiveReader,
  peers: Statement,
  signal: AbortSignal,
): Promise<{ names: ServiceNames; table: Statement }> {
  const table = await reader.keep(
    sql`SELECT (row_number() OVER (ORDER BY is_peer, name) - 1)::INTEGER AS number, name, is_peer FROM (
      SELECT DISTINCT service_name AS name, false AS is_peer FROM store.resources
      UNION ALL
      SELECT DISTINCT peer, true FROM (${peers})
      WHERE peer IS NOT NULL AND peer NOT IN (SELECT service_name FROM store.resources))`,
    signal,
  )
  try {
    const [all, resources] = await Promise.all([
      readRows(reader.chunks(sql`SELECT name, is_peer::INTEGER FROM ${table} ORDER BY number`, signal), {
        name: cell.text,
        isPeer: cell.number,
      }),
      readRows(
        reader.chunks(
          sql`SELECT resource_key, number, attributes['service.namespace']
            FROM store.resources JOIN ${table} ON name = service_name`,
          signal,
        ),
        { resource: cell.number, number: cell.number, namespace: orNull(cell.text) },
      ),
    ])
    const texts = all.map(({ name }) => name)
    const serviceCount = all.filter(({ isPeer }) => isPeer === 0).length
    const ofResource = new Int32Array(resources.reduce((most, { resource }) => Math.max(most, resource + 1), 0)).fill(
      -1,
    )
    const namespaces = new Array<string>(serviceCount).fill('')
    for (const { resource, number, namespace } of resources) {
      ofResource[resource] = number
      if (namespace !== null) namespaces[number] ||= namespace
    }
    const names = { texts, serviceCount, namespaces, ofResource, unknown: texts.indexOf('unknown_service') }
    return { names, table }
  } catch (error) {
    reader.forget(table)
    throw error
  }
}
