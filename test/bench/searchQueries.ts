/** Queries of the kinds that people ask, each with a rival of the same name in `rivals/search`. */
export const SEARCH_QUERIES = {
  attribute: '{ span.app.customer = "customer-77" }',
  number: '{ span.http.response.status_code >= 500 }',
  name: '{ name =~ "operation-1.*" }',
  pattern: '{ span.url.path =~ "/api/v1/customers/42[0-9]/.*" }',
  duration: '{ duration > 20ms && status = error }',
  scopes: '{ resource.service.name = "payment" && span.http.request.method = "POST" }',
  both: '{ resource.service.name = "cart" && status = error } && { duration > 40ms }',
  child: '{ status = error } > { kind = server }',
  descendant: '{ status = error } >> { kind = server && duration < 5ms }',
  count: '{ status = error } | count() > 2',
  average: '{ kind = client } | avg(duration) > 15ms',
  groups: '{ } | by(resource.service.name) | count() > 3',
  words: 'customer-77',
} as const
