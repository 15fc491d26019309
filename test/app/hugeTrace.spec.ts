import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importInto } from './commandLine'
import { expect, test } from './explorerTest'

const SPANS = 100_000
const SPANS_PER_LINE = 500
const CHILDREN = 5

/** One trace as OTLP JSON lines: a tree in which each span has five children within its time. */
function* lines(): Generator<string> {
  const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0')
  for (let first = 0; first < SPANS; first += SPANS_PER_LINE) {
    const spans = Array.from({ length: SPANS_PER_LINE }, (_, index) => {
      const number = first + index
      const start = 1_700_000_000_000_000_000n + BigInt(number) * 10_000n
      return {
        traceId: hex(1, 32),
        spanId: hex(number + 1, 16),
        ...(number > 0 && { parentSpanId: hex(Math.floor((number - 1) / CHILDREN) + 1, 16) }),
        name: `step ${number % 40}`,
        kind: 1,
        startTimeUnixNano: String(start),
        endTimeUnixNano: String(start + BigInt(Math.round(1e9 / (1 + Math.log2(number + 1))))),
        ...(number % 997 === 0 && { status: { code: 2, message: 'failed' } }),
      }
    })
    const service = { key: 'service.name', value: { stringValue: `service-${(first / SPANS_PER_LINE) % 20}` } }
    yield JSON.stringify({ resourceSpans: [{ resource: { attributes: [service] }, scopeSpans: [{ spans }] }] }) + '\n'
  }
}

test('a trace of 100,000 spans scrolls without a frame over 100 ms', async ({ start, dataFolder }) => {
  const path = join(dataFolder, 'huge.jsonl')
  const archive = join(dataFolder, 'huge.duckdb')
  await writeFile(path, lines())
  await importInto(archive, path)

  const explorer = await start({ paths: [archive] })
  const { page } = explorer
  await page.getByRole('grid', { name: /traces/i }).focus()
  await explorer.press('Home', 'Enter')
  const waterfall = page.getByRole('treegrid')
  await expect(waterfall).toHaveAttribute('aria-rowcount', String(SPANS))

  await waterfall.focus()
  await explorer.press('End')
  await expect(waterfall.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', String(SPANS))
  await explorer.press('Home')

  const box = await waterfall.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 200)
  const longest: number[] = []
  // The machine has other things to do as well: the best of three runs is the program's own.
  for (let run = 0; run < 3; run++) {
    await page.evaluate(() => {
      const frames: number[] = []
      Object.assign(window, { frames })
      let last = performance.now()
      const tick = (now: number) => {
        frames.push(now - last)
        last = now
        if (frames.length < 2_000) requestAnimationFrame(tick)
      }
      requestAnimationFrame(tick)
    })
    for (let step = 0; step < 80; step++) await page.mouse.wheel(0, step % 20 === 19 ? 40_000 : 240)
    await explorer.idle()
    const frames = await page.evaluate(() => ('frames' in window && Array.isArray(window.frames) ? window.frames : []))
    longest.push(Math.max(...frames.map(Number)))
  }
  const top = await waterfall.getByRole('row').first().getAttribute('aria-rowindex')
  expect(Number(top), 'rows that were scrolled past').toBeGreaterThan(5_000)
  const rows = await waterfall.getByRole('row').count()
  expect(rows).toBeGreaterThan(10)
  expect(rows).toBeLessThan(100)
  expect(Math.min(...longest), `longest frames in ms: ${longest.map(Math.round)}`).toBeLessThan(100)
})
