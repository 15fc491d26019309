import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCsv } from '../support/parseCsv'
import { answerOf, exportOf } from './commandLine'
import type { ExplorerPage } from './ExplorerPage'
import { expect, test } from './explorerTest'

/** The trace with the most errors. */
const FAILING = 'SELECT trace_id, span_count FROM traces ORDER BY error_count DESC, span_count DESC, trace_id LIMIT 1'

async function openFailing(sample: ExplorerPage, archive: string): Promise<{ traceId: string; spanCount: number }> {
  const [trace] = await answerOf<{ trace_id: string; span_count: number }>(archive, FAILING)
  const traceId = trace?.trace_id ?? ''
  await sample.go(`#/trace/${traceId}`)
  await expect(sample.waterfall).toBeFocused()
  return { traceId, spanCount: trace?.span_count ?? 0 }
}

/** Has what is exported written to `folder` and answers its text: by the window's dialog, or as a download. */
async function exported(sample: ExplorerPage, folder: string, ask: () => Promise<void>): Promise<Buffer> {
  const { page, electron } = sample
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  if (electron) {
    await electron.evaluate(({ dialog }, folder) => {
      const choose = (...given: unknown[]) => {
        const options = given.at(-1)
        const named = typeof options === 'object' && options !== null && 'defaultPath' in options
        return Promise.resolve({ canceled: false, filePath: `${folder}/${named ? String(options.defaultPath) : ''}` })
      }
      dialog.showSaveDialog = choose
    }, folder)
    await ask()
    await expect(page.getByText(`Written to ${folder}`)).toBeVisible()
  } else {
    const download = page.waitForEvent('download')
    await ask()
    const file = await download
    await file.saveAs(join(folder, file.suggestedFilename()))
    await expect(page.getByText(`Downloaded ${file.suggestedFilename()}`)).toBeVisible()
  }
  await sample.idle()
  const [name = '', ...others] = await readdir(folder)
  expect(others).toEqual([])
  return readFile(join(folder, name))
}

async function choose(sample: ExplorerPage, title: string): Promise<void> {
  await sample.button('Export').click()
  await sample.page.getByRole('menuitem', { name: title }).click()
}

test('a trace is written in every format, by mouse and by key', async ({ sample, sampleArchive, dataFolder }) => {
  const { traceId, spanCount } = await openFailing(sample, sampleArchive)
  const formats: [title: string, format: string][] = [
    ['OTLP JSON All', 'otlp'],
    ['Jaeger JSON', 'jaeger'],
    ['Zipkin JSON', 'zipkin'],
  ]
  for (const [title, format] of formats) {
    const text = await exported(sample, join(dataFolder, 'out'), () => choose(sample, title))
    expect(text.toString()).toBe(await exportOf(sampleArchive, traceId, format))
  }
  const csv = await exported(sample, join(dataFolder, 'out'), async () => {
    await sample.waterfall.focus()
    await sample.press('X')
    await expect(sample.page.getByRole('menuitem', { name: 'OTLP JSON All' })).toBeFocused()
    for (let step = 0; step < 3; step++) await sample.page.keyboard.press('ArrowDown')
    await sample.page.keyboard.press('Enter')
  })
  const [names, ...records] = parseCsv(csv.toString())
  const ids = await answerOf<{ span_id: string }>(
    sampleArchive,
    `SELECT span_id FROM spans WHERE trace_id = '${traceId}' ORDER BY span_id`,
  )
  expect(names?.slice(0, 2)).toEqual(['trace_id', 'span_id'])
  expect(records.map(([, id]) => id).sort()).toEqual(ids.map(({ span_id }) => span_id))
  expect(records).toHaveLength(spanCount)
})

test('a picture shows the rows that are shown', async ({ sample, sampleArchive, dataFolder }) => {
  await openFailing(sample, sampleArchive)
  const folder = join(dataFolder, 'out')
  const rowsIn = (svg: Buffer) => svg.toString().split('font-size="13"').length - 1
  const whole = await exported(sample, folder, () => choose(sample, 'Picture as SVG'))
  expect(rowsIn(whole)).toBe(Number(await sample.waterfall.getAttribute('aria-rowcount')))
  await sample.waterfall.focus()
  await sample.press('{')
  const collapsed = await exported(sample, folder, () => choose(sample, 'Picture as SVG'))
  expect(rowsIn(collapsed)).toBe(Number(await sample.waterfall.getAttribute('aria-rowcount')))

  const png = await exported(sample, folder, () => choose(sample, 'Picture as PNG'))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const [, height] = /height="(\d+)"/.exec(collapsed.toString()) ?? []
  expect(png.readUInt32BE(20)).toBe(Number(height) * 2)
})

test('in the statistics the key works as well; a small trace goes to the clipboard', async ({
  sample,
  sampleArchive,
  dataFolder,
}) => {
  const { traceId } = await openFailing(sample, sampleArchive)
  await sample.press('v')
  const text = await exported(sample, join(dataFolder, 'out'), async () => {
    await sample.press('X', 'Enter')
  })
  expect(JSON.parse(text.toString())).toHaveProperty('resourceSpans')

  await sample.page.evaluate(() => {
    const write = (text: string) => {
      document.body.dataset['copied'] = text
      return Promise.resolve()
    }
    Object.defineProperty(navigator.clipboard, 'writeText', { value: write, configurable: true })
  })
  await choose(sample, 'Copy as OTLP JSON')
  await expect(sample.page.getByText('Copied the trace as OTLP JSON')).toBeVisible()
  const copied = await sample.page.evaluate(() => document.body.dataset['copied'])
  expect(copied).toBe(await exportOf(sampleArchive, traceId, 'otlp'))
})
