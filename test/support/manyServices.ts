/** OTLP JSON lines: services of forty teams, each called by one before it, and more calls here and there. */
export function manyServices(services: number, calls: number): string {
  const nameOf = (service: number) => `team-${service % 40}.service-${service}`
  const lines: string[] = []
  for (let call = 1; call <= calls; call++) {
    const callee = call < services ? call : scatter(call) % services
    const caller = call < services ? Math.floor((call - 1) / 4) : scatter(call + calls) % services
    const span = (id: number, parentSpanId: string, kind: number) => ({
      traceId: call.toString(16).padStart(32, '0'),
      spanId: (call * 2 + id).toString(16).padStart(16, '0'),
      parentSpanId,
      name: 'work',
      kind,
      startTimeUnixNano: String(1_735_689_600_000_000_000n + BigInt(call) * 1_000_000n),
      endTimeUnixNano: String(
        1_735_689_600_000_000_000n + BigInt(call) * 1_000_000n + BigInt(1 + (scatter(call) % 1e8)),
      ),
      status: call % 50 === 0 ? { code: 2 } : {},
    })
    const server = span(1, (call * 2).toString(16).padStart(16, '0'), 2)
    lines.push(
      JSON.stringify({
        resourceSpans: [resourceOf(nameOf(caller), span(0, '', 3)), resourceOf(nameOf(callee), server)],
      }),
    )
  }
  return lines.join('\n')
}

function resourceOf(name: string, span: object) {
  return {
    resource: { attributes: [{ key: 'service.name', value: { stringValue: name } }] },
    scopeSpans: [{ spans: [span] }],
  }
}

function scatter(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
