import { createReadStream } from 'node:fs'

/** Reads a file of JSON lines and parses each with `JSON.parse`; prints how many spans there are. */
let spans = 0
let rest: Buffer = Buffer.alloc(0)
for await (const chunk of createReadStream(process.argv[2] ?? '', { highWaterMark: 1 << 22 })) {
  const bytes = Buffer.concat([rest, chunk])
  let from = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
    countLine(bytes.toString('utf8', from, end))
    from = end + 1
  }
  rest = bytes.subarray(from)
}
if (rest.length > 0) countLine(rest.toString('utf8'))
process.stdout.write(JSON.stringify({ spans, uncountedSeconds: 0 }))

function countLine(line: string): void {
  const { resourceSpans }: { resourceSpans: { scopeSpans: { spans: unknown[] }[] }[] } = JSON.parse(line)
  for (const { scopeSpans } of resourceSpans) for (const scope of scopeSpans) spans += scope.spans.length
}
