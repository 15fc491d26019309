import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../support/runtimes'
import { expect, test } from '../explorerTest'

const folder = join(projectFolder, 'test/fixtures/app/mixed')

test('a chosen file is handed over, imported once, and not kept', async ({ explorer, dataFolder }) => {
  const { page } = explorer
  for (const said of [/^Imported 1 trace, 2 spans of 2 services from 1 file/, /Nothing was imported again\.$/]) {
    await expect(page.getByRole('link', { name: 'Welcome page' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const chooser = page.waitForEvent('filechooser')
    await explorer.press('ControlOrMeta+o')
    await (await chooser).setFiles(join(folder, 'orders.jaeger.json'))
    await expect(page.getByText(said)).toBeVisible()
    await explorer.idle()
    expect(await filesIn(join(dataFolder, 'uploads'))).toEqual([])
    expect(await filesIn(join(dataFolder, 'archives'))).toHaveLength(1)
  }
})

test('a chosen folder is handed over whole', async ({ explorer, dataFolder }) => {
  const chooser = explorer.page.waitForEvent('filechooser')
  await explorer.button('Open folder…').click()
  await (await chooser).setFiles(folder)
  const summary = explorer.dialog('Imported, with something left out')
  await expect(summary.getByRole('listitem').filter({ hasText: 'plain text' })).toContainText('mixed/notes.txt')
  await explorer.press('Enter')
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '6')
  expect(await filesIn(join(dataFolder, 'uploads'))).toEqual([])
})

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}
