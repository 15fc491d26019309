import { join } from 'node:path'
import { projectFolder } from '../../support/runtimes'
import { expect, test } from '../explorerTest'

const folder = join(projectFolder, 'test/fixtures/app/mixed')

test("what is chosen in the system's dialog is opened; choosing nothing changes nothing", async ({ explorer }) => {
  const { electron, page } = explorer
  const choose = (filePaths: string[]) =>
    electron?.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: chosen.length === 0, filePaths: chosen })
    }, filePaths)

  await choose([])
  await explorer.button('Open files…').click()
  await explorer.idle()
  await expect(page.getByRole('heading', { name: 'Open a trace export' })).toBeVisible()

  await choose(['orders.jaeger.json', 'visits.zipkin.json'].map((name) => join(folder, name)))
  await explorer.press('ControlOrMeta+o')
  await expect(page.getByText(/^Imported 2 traces, 3 spans of 3 services from 2 files/)).toBeVisible()

  await choose([folder])
  await explorer.press('ControlOrMeta+Shift+o')
  await expect(explorer.dialog('Imported, with something left out')).toBeVisible()
})
