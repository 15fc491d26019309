import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder, sandboxArguments } from '../../support/runtimes'
import { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const orders = join(projectFolder, 'test/fixtures/app/mixed/orders.jaeger.json')

test('a second start on the same data folder hands its paths to the first, which opens a window', async ({
  explorer,
  dataFolder,
}) => {
  const { electron, page } = explorer
  if (!electron) throw new Error('there is no desktop program')
  const program = await electron.evaluate(() => process.execPath)
  const opened = electron.waitForEvent('window')
  const second = spawn(program, [...sandboxArguments, projectFolder, orders], {
    env: { ...process.env, TRACELOUPE_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  second.stderr.on('data', (part: Buffer) => (said += part.toString()))
  const status = await new Promise((resolve) => second.once('close', resolve))
  expect(status).toBe(0)
  expect(said).toContain('Traceloupe is running already: the window opens there.')

  const other = new ExplorerPage(await opened, electron)
  await expect(other.page.getByText(/^Imported 1 trace, 2 spans/)).toBeVisible()
  await expect(other.waterfall).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Open a trace export' })).toBeVisible()
})
