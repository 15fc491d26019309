import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../explorerTest'

test('a place that cannot be written to is named; another one is asked for; choosing none changes nothing', async ({
  sample,
  dataFolder,
}) => {
  const { page, electron } = sample
  const chooses = (filePath: string) =>
    electron?.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === '', filePath })
    }, filePath)
  await sample.traces.focus()
  await sample.press('Home', 'Enter')
  await expect(sample.waterfall).toBeFocused()

  await chooses('')
  await sample.press('X', 'Enter')
  await expect(page.getByRole('group', { name: 'Export' })).toHaveCount(0)
  await expect(page.getByText('Written to')).toHaveCount(0)

  const missing = join(dataFolder, 'gone', 'trace.json')
  await chooses(missing)
  await sample.press('X', 'Enter')
  const failure = sample.dialog('The file cannot be written')
  await expect(failure).toContainText(missing)
  await expect(failure).toContainText('there is no such file or folder')

  const folder = join(dataFolder, 'there')
  await mkdir(folder)
  await writeFile(join(folder, 'trace.json'), 'old')
  await chooses(join(folder, 'trace.json'))
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(`Written to ${join(folder, 'trace.json')}`)).toBeVisible()
  await expect(failure).toHaveCount(0)
  expect(await readdir(folder)).toEqual(['trace.json'])
})
