import type { ServiceSummary } from '../../preload/contract/archive'

export interface QueryExample {
  query: string
  finds: string
}

/** Queries that can be asked of any archive, with a name of this one where they need a name. */
export function queryExamples(services: readonly ServiceSummary[]): QueryExample[] {
  const service = JSON.stringify(services[0]?.serviceName ?? 'checkout')
  return [
    { query: '{ status = error }', finds: 'a span that failed' },
    { query: `{ resource.service.name = ${service} && duration > 100ms }`, finds: 'a slow span of a service' },
    { query: '{ name =~ ".*[Cc]heckout.*" }', finds: 'an operation by a regular expression' },
    { query: '{ span.http.response.status_code >= 500 }', finds: 'an attribute: numbers are numbers, "500" is a text' },
    { query: '{ parent = nil && duration > 1s }', finds: 'a slow root span' },
    { query: '{ trace:duration > 1s } && { status = error }', finds: 'a slow trace in which something failed' },
    {
      query: `{ resource.service.name = ${service} } >> { status = error }`,
      finds: 'a failure anywhere below a service',
    },
    { query: '{ kind = client } | count() > 5', finds: 'more than five calls' },
    { query: '{ kind = client } | by(name) | count() > 3', finds: 'the same call more than three times' },
    { query: '{ } | max(span:selfTime) > 500ms', finds: 'half a second spent in one span itself' },
    { query: '{ event:name = "exception" }', finds: 'an exception' },
    { query: '{ span:problems = "orphan" }', finds: 'a span whose parent is missing' },
  ]
}
