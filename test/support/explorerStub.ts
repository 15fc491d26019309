import { connect, serve, type Handlers } from '../../preload/contract/channel'
import { queryRequests, shellRequests, type QueryRequests, type ShellRequests } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import type { Explorer } from '../../renderer/explorer'
import type {} from '../../renderer/window'
import { portPair } from './portPair'

/** An explorer over real channels, of which a test answers the requests that it is about; all others fail. */
export function explorerStub(
  shell: Partial<Handlers<ShellRequests>>,
  queries: Partial<Handlers<QueryRequests>> = {},
): Explorer {
  const shellHandlers: Handlers<ShellRequests> = {
    'launch.paths': refuse('launch.paths'),
    'opening.prepare': () => null,
    'recent.list': refuse('recent.list'),
    'recent.remove': refuse('recent.remove'),
    'recent.delete': refuse('recent.delete'),
    'archive.open': refuse('archive.open'),
    'sample.open': refuse('sample.open'),
    'archive.add': refuse('archive.add'),
    'archive.changes': refuse('archive.changes'),
    'dialog.choose': refuse('dialog.choose'),
    'trace.export': refuse('trace.export'),
    'file.save': refuse('file.save'),
    'queries.list': refuse('queries.list'),
    'queries.save': refuse('queries.save'),
    'queries.remove': refuse('queries.remove'),
    'queries.record': refuse('queries.record'),
    'queries.forget': refuse('queries.forget'),
    'queries.dismissDamage': refuse('queries.dismissDamage'),
    'sql.run': refuse('sql.run'),
    'sql.rows': refuse('sql.rows'),
    'sql.vocabulary': refuse('sql.vocabulary'),
    ...shell,
  }
  const queryHandlers = queryHandlersStub(queries)
  const [page, program] = portPair()
  serve(program, shellRequests, shellHandlers)
  return {
    desktop: true,
    shell: connect<ShellRequests>(page),
    queriesOf() {
      const [asking, answering] = portPair()
      serve(answering, queryRequests, queryHandlers)
      return Promise.resolve(connect<QueryRequests>(asking))
    },
    pathsOf: (files) => Promise.resolve({ value: files.map((file) => `/dropped/${file.name}`) }),
  }
}

/** A query host's handlers, of which a test gives those that it is about; all others fail. */
export function queryHandlersStub(given: Partial<Handlers<QueryRequests>>): Handlers<QueryRequests> {
  return {
    'archive.size': refuse('archive.size'),
    'archive.summary': refuse('archive.summary'),
    'archive.services': refuse('archive.services'),
    'traces.page': refuse('traces.page'),
    'traces.position': refuse('traces.position'),
    'attributes.keys': refuse('attributes.keys'),
    'attributes.values': refuse('attributes.values'),
    'attributes.distinct': refuse('attributes.distinct'),
    'attributes.places': refuse('attributes.places'),
    'spans.page': refuse('spans.page'),
    'spans.position': refuse('spans.position'),
    'groups.page': refuse('groups.page'),
    'explore.difference': refuse('explore.difference'),
    'explore.groups': refuse('explore.groups'),
    'explore.structure': refuse('explore.structure'),
    'explore.quality': refuse('explore.quality'),
    'matches.histogram': refuse('matches.histogram'),
    'explore.latency': refuse('explore.latency'),
    'explore.rates': refuse('explore.rates'),
    'trace.columns': refuse('trace.columns'),
    'trace.matches': refuse('trace.matches'),
    'trace.marks': refuse('trace.marks'),
    'operations.durations': refuse('operations.durations'),
    'trace.records': refuse('trace.records'),
    'trace.recordDetails': refuse('trace.recordDetails'),
    'trace.clocks': refuse('trace.clocks'),
    'trace.values': refuse('trace.values'),
    'explore.operations': refuse('explore.operations'),
    'explore.examples': refuse('explore.examples'),
    'explore.errors': refuse('explore.errors'),
    'explore.errorExamples': refuse('explore.errorExamples'),
    'span.detail': refuse('span.detail'),
    'span.linkedFrom': refuse('span.linkedFrom'),
    'span.logs': refuse('span.logs'),
    'span.json': refuse('span.json'),
    'trace.json': refuse('trace.json'),
    'explore.dependencies': refuse('explore.dependencies'),
    'explore.serviceMap': refuse('explore.serviceMap'),
    'explore.callDurations': refuse('explore.callDurations'),
    'explore.paths': refuse('explore.paths'),
    ...given,
  }
}

function refuse(request: string): () => never {
  return () => {
    throw new Failed({ code: 'unknown_request', request })
  }
}
