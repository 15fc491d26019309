import AxeBuilder from '@axe-core/playwright'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const FILES = 240
/** Deep enough that no table is wide enough for it. */
const FOLDER = `exports/of-a-night-in-which-much-went-wrong/${'and-more-of-it/'.repeat(6)}`

/** A span in every file, and in every third of them one that ends too early. */
async function writeFiles(folder: string): Promise<string> {
  const deep = join(folder, FOLDER)
  await mkdir(deep, { recursive: true })
  for (let number = 0; number < FILES; number++) {
    const traceId = (number + 1).toString(16).padStart(32, '0')
    const span = { traceId, spanId: '00000000000000aa', name: 'night', startTimeUnixNano: '1700000000000000000' }
    const line = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })
    const name = `night-${String(number).padStart(3, '0')}.jsonl`
    await writeFile(join(deep, name), number % 3 === 0 ? `${line}\n${line.slice(0, -20)}\n${line}\n` : `${line}\n`)
  }
  return join(folder, 'exports')
}

async function checkReport(explorer: ExplorerPage, title: string): Promise<void> {
  const { page } = explorer
  const report = explorer.dialog(title)
  await expect(report).toBeVisible()
  await explorer.idle()
  const [first, ...others] = await report.getByRole('listitem').all()
  expect(others).toEqual([])
  await expect(first ?? report).toContainText(/line 2.*malformed_json/s)
  await expect(first ?? report).toContainText('80 ×')

  const sample = await report.locator('pre').innerText()
  expect(sample).toContain('"night"')
  await report.getByRole('button', { name: 'Copy the sample' }).click()
  await expect(report.getByRole('status')).toHaveText('Copied')

  await report.getByText('in 80 files').click()
  await expect(report.getByRole('list', { name: 'Files' }).getByRole('listitem')).toHaveCount(80)
  await expect(report.getByRole('list', { name: 'Files' }).getByRole('listitem').last()).toHaveText(/night-237\.jsonl/)

  const files = report.getByRole('table', { name: 'Files' })
  await expect(files).toHaveAttribute('aria-rowcount', String(FILES + 1))
  expect(await files.getByRole('row').count()).toBeLessThan(30)
  const name = files.getByRole('cell').filter({ hasText: 'night-000.jsonl' })
  await expect(name.locator('.tail')).toHaveText('/night-000.jsonl')
  await expect(name.locator('[title]')).toHaveAttribute('title', new RegExp(`${FOLDER}night-000\\.jsonl$`))
  // The end of the name is in sight, whatever the room.
  const [cell, tail] = [await name.boundingBox(), await name.locator('.tail').boundingBox()]
  expect((tail?.x ?? NaN) + (tail?.width ?? NaN)).toBeLessThanOrEqual((cell?.x ?? NaN) + (cell?.width ?? NaN))
  await files.focus()
  await page.keyboard.press('End')
  await expect(files.getByRole('cell').filter({ hasText: `night-${FILES - 1}.jsonl` })).toBeVisible()

  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual(
    [],
  )
}

test('the report of an import is there at once, and again later', async ({ start, dataFolder }) => {
  const explorer = await start({ paths: [await writeFiles(dataFolder)] })
  const { page } = explorer
  await checkReport(explorer, 'Imported, with something left out')
  await expect(page.getByText('400 records = 240 spans + 80 merged + 80 rejected')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.reload()
  await explorer.idle()
  await page
    .getByRole('banner')
    .getByRole('button', { name: /exports/ })
    .click()
  await page.getByRole('menuitem', { name: 'Import report' }).click()
  await checkReport(explorer, 'exports')
  await expect(page.getByText('400 records = 240 spans + 80 merged + 80 rejected')).toBeVisible()
})
