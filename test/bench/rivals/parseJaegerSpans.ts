import { createReadStream } from 'node:fs'

/**
 * Reads a Jaeger document of the bench and parses each span with `JSON.parse`; prints how many there are, and the
 * seconds that went into finding where they begin and end, which are not to be counted.
 */
const SPAN_START = Buffer.from('{"traceID":"')
const ID_DIGITS = 16
const SPAN_ID_KEY = Buffer.from('","spanID":"')
const SPAN_END = Buffer.from('"warnings":null}')

let spans = 0
let cuttingMs = 0
let rest: Buffer = Buffer.alloc(0)
for await (const chunk of createReadStream(process.argv[2] ?? '', { highWaterMark: 1 << 22 })) {
  const bytes = Buffer.concat([rest, chunk])
  const startedAt = performance.now()
  const { places, end } = cut(bytes)
  cuttingMs += performance.now() - startedAt
  for (let place = 0; place < places.length; place += 2) {
    const { spanID }: { spanID: string } = JSON.parse(bytes.toString('utf8', places[place], places[place + 1]))
    if (spanID !== '') spans++
  }
  rest = bytes.subarray(end)
}
process.stdout.write(JSON.stringify({ spans, uncountedSeconds: cuttingMs / 1e3 }))

/** Where whole spans begin and end, one after the other, and where what is left begins. */
function cut(bytes: Buffer): { places: number[]; end: number } {
  const places: number[] = []
  let end = 0
  for (;;) {
    const start = bytes.indexOf(SPAN_START, end)
    if (start < 0) return { places, end }
    const key = start + SPAN_START.length + ID_DIGITS
    if (key + SPAN_ID_KEY.length > bytes.length) return { places, end: start }
    if (SPAN_ID_KEY.compare(bytes, key, key + SPAN_ID_KEY.length) !== 0) {
      end = key
      continue
    }
    const last = bytes.indexOf(SPAN_END, key)
    if (last < 0) return { places, end: start }
    end = last + SPAN_END.length
    places.push(start, end)
  }
}
