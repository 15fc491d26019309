import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { visitServiceCalls } from '../../main/analysis/serviceCalls'
import { spansOf, type ZipkinSpan } from './spansOf'

interface Link {
  parent: string
  child: string
  callCount: number
  errorCount?: number
}

const traces = process.env['TRACELOUPE_TRACES']

describe.skipIf(!traces)('as Zipkin’s own tests of its dependency linker', () => {
  interface Case {
    name: string
    calls: { fn: string; args: [ZipkinSpan[]] }[]
    expects: { expected: Link[] }[]
  }
  const path = join(traces ?? '', 'oracles/zipkin-lens-tests/dependency-linker.json')
  const { tests }: { tests: Case[] } = traces ? JSON.parse(readFileSync(path, 'utf8')) : { tests: [] }
  test.each(tests.map((each) => [each.name, each] as const))('%s', (_, { calls, expects }) => {
    expect(linksOf(calls.map(({ args }) => args[0]))).toEqual(byName(expects[0]?.expected ?? []))
  })
})

test('a client with only spans of its own below it still counts, but not beside the server’s span', () => {
  const web = { localEndpoint: { serviceName: 'web' } }
  const client = { id: 'a', kind: 'CLIENT', ...web, remoteEndpoint: { serviceName: 'api' } }
  const dns = { id: 'b', parentId: 'a', ...web }
  const server = { id: 'c', parentId: 'b', kind: 'SERVER', localEndpoint: { serviceName: 'api' } }
  const call = { parent: 'web', child: 'api', callCount: 1 }
  expect(linksOf([[client, dns]], false)).toEqual([call])
  expect(linksOf([[client, dns, server]], false)).toEqual([call])
  expect(linksOf([[client, dns]])).toEqual([])
})

test('a consumer below its producer is a call between their services', () => {
  const producer = { id: 'a', kind: 'PRODUCER', localEndpoint: { serviceName: 'shop' }, tags: { error: '' } }
  const consumer = { id: 'b', parentId: 'a', kind: 'CONSUMER', localEndpoint: { serviceName: 'mail' } }
  expect(linksOf([[producer, consumer]], false)).toEqual([{ parent: 'shop', child: 'mail', callCount: 1 }])
  expect(linksOf([[producer, consumer]])).toEqual([])
})

test('a peer is inferred for the client and the producer that nobody answered', () => {
  const names: string[] = ['orders', 'queue']
  const spans: ZipkinSpan[] = [
    { id: 'a', kind: 'CLIENT', localEndpoint: { serviceName: 'web' } },
    { id: 'b', kind: 'PRODUCER', localEndpoint: { serviceName: 'web' } },
    { id: 'c', kind: 'CLIENT', localEndpoint: { serviceName: 'web' } },
    { id: 'd', parentId: 'c', kind: 'SERVER', localEndpoint: { serviceName: 'api' } },
  ]
  const { tree, columns } = spansOf(spans, names)
  const found: unknown[] = []
  const inferred = Int32Array.of(0, 1, 0, -1)
  visitServiceCalls(tree, { ...columns, inferred, zipkin: new Uint8Array(4) }, (caller, callee, isError, row) =>
    found.push([names[caller], names[callee], isError, row]),
  )
  expect(found).toEqual([
    ['web', 'orders', false, 0],
    ['web', 'queue', false, 1],
    ['web', 'api', false, 3],
  ])
})

function linksOf(each: ZipkinSpan[][], zipkin = true): Link[] {
  const names: string[] = []
  const links = new Map<string, Link>()
  for (const spans of each) {
    const { tree, columns } = spansOf(spans, names)
    if (!zipkin) columns.zipkin.fill(0)
    visitServiceCalls(tree, columns, (caller, callee, isError) => {
      const [parent = '', child = ''] = [names[caller], names[callee]]
      const link = links.get(`${parent} ${child}`) ?? { parent, child, callCount: 0 }
      links.set(`${parent} ${child}`, link)
      link.callCount++
      if (isError) link.errorCount = (link.errorCount ?? 0) + 1
    })
  }
  return byName([...links.values()])
}

function byName(links: Link[]): Link[] {
  return links.toSorted((a, b) => (a.parent + a.child < b.parent + b.child ? -1 : 1))
}
