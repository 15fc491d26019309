import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../support/runtimes'
import type { ExplorerPage } from './ExplorerPage'
import { expect, test } from './explorerTest'

const fixtures = join(projectFolder, 'test/fixtures/app/mixed')
const orders = join(fixtures, 'orders.jaeger.json')
const visits = join(fixtures, 'visits.zipkin.json')

function recent({ page }: ExplorerPage) {
  return page.getByRole('listitem')
}

async function openBoth(explorer: ExplorerPage): Promise<void> {
  for (const path of [orders, visits]) {
    await explorer.drop(path)
    await expect(explorer.page.getByText(/^Imported 1 trace/)).toBeVisible()
    await explorer.button('Dismiss').click()
  }
  await explorer.page.getByRole('link', { name: 'Welcome page' }).click()
  await explorer.idle()
}

test('recent archives, newest first, are opened by keyboard', async ({ explorer }) => {
  const { page } = explorer
  await openBoth(explorer)
  await expect(recent(explorer)).toHaveText([/visits\.zipkin\.json.*open/s, /orders\.jaeger\.json/])
  const entry = recent(explorer).nth(1)
  await expect(entry).toContainText('1 trace')
  await expect(entry).toContainText('2 spans')
  await expect(entry).toContainText(/\d (kB|MB)/)
  await expect(entry.getByTitle('Opened on')).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
  await expect(page.getByText(/^2 archives, [\d.]+ [kM]B kept on this machine$/)).toBeVisible()

  await entry.getByRole('button', { name: /2 spans/ }).focus()
  await explorer.press('Enter')
  await expect(explorer.waterfall.getByRole('row').filter({ hasText: 'POST /orders' })).toBeVisible()
})

test('an archive is taken off the list, or deleted after a question', async ({ explorer, dataFolder }) => {
  const archives = join(dataFolder, 'archives')
  await openBoth(explorer)
  await explorer.button('Remove orders.jaeger.json from this list').click()
  await expect(recent(explorer)).toHaveCount(1)
  expect(await readdir(archives)).toHaveLength(2)

  await explorer.button('Delete visits.zipkin.json…').click()
  const question = explorer.dialog('Delete the archive of visits.zipkin.json?')
  await expect(question).toContainText('The export stays where it is')
  await explorer.press('Enter')
  await expect(question).toBeHidden()
  await expect(recent(explorer)).toHaveCount(1)

  await explorer.button('Delete visits.zipkin.json…').click()
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(recent(explorer)).toHaveCount(0)
  await explorer.idle()
  expect(await readdir(archives)).toEqual([expect.stringMatching(/^orders/)])
  expect((await stat(visits)).size).toBeGreaterThan(0)
})

test('an archive whose file is gone is shown as missing', async ({ start, dataFolder }) => {
  const before = await start()
  await openBoth(before)
  const archives = join(dataFolder, 'archives')
  const [file = ''] = (await readdir(archives)).filter((name) => name.startsWith('orders'))
  await rm(join(archives, file))

  const explorer = await start()
  await explorer.idle()
  const entry = recent(explorer).filter({ hasText: 'orders.jaeger.json' })
  await expect(entry).toContainText('file is missing')
  await expect(entry.getByRole('button').first()).toBeDisabled()
  await explorer.button('Remove orders.jaeger.json from this list').click()
  await expect(recent(explorer)).toHaveCount(1)
})
