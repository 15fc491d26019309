/**
 * Attributes that name the other side of a call, the best first: first what the span itself calls its peer, then what tells
 * a queue, a database, a host. (OpenTelemetry's semantic conventions, old and new, and Grafana Tempo's service graph.)
 */
export const PEER_KEYS = [
  'peer.service',
  'messaging.destination.name',
  'messaging.destination',
  'messaging.system',
  'db.namespace',
  'server.address',
  'db.name',
  'net.peer.name',
  'db.system.name',
  'db.system',
  'peer.hostname',
  'network.peer.address',
]
