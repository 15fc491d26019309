import type { DuckDBConnection } from '@duckdb/node-api'
import { type RedactedKey, type RedactedPlace } from '../../../preload/contract/extract'
import { isAbout, type RedactionRules } from '../../../preload/contract/RedactionRules'

const PLACES: Record<string, RedactedPlace> = {
  span: 'spans',
  resource: 'resources',
  scope: 'scopes',
  event: 'events',
  link: 'links',
  log: 'logs',
}

/** What was redacted of `stage.keys`, by name, and the rules that were about none of them. */
export async function redactedKeys(
  connection: DuckDBConnection,
  rules: RedactionRules,
): Promise<{ redacted: RedactedKey[]; notFound: string[] }> {
  if (rules.isEmpty) return { redacted: [], notFound: [] }
  const found = await connection.runAndReadAll(
    'SELECT key, scope, sum(n)::DOUBLE FROM stage.keys GROUP BY ALL ORDER BY key',
  )
  const all = new Set<string>()
  const redacted = new Map<string, RedactedKey>()
  for (const [named, scope, count] of found.getRows()) {
    const key = String(named)
    all.add(key)
    const place = PLACES[String(scope)]
    const action = rules.actionOf(key)
    if (action === null || place === undefined) continue
    const counts = redacted.get(key) ?? { ...NONE, key, action }
    counts[place] += Number(count)
    redacted.set(key, counts)
  }
  const keys = [...all]
  return {
    redacted: [...redacted.values()],
    notFound: rules.asked.flatMap(({ key }) => (keys.some((each) => isAbout(key, each)) ? [] : [key])),
  }
}

const NONE = { spans: 0, resources: 0, scopes: 0, events: 0, links: 0, logs: 0 } satisfies Record<RedactedPlace, number>
