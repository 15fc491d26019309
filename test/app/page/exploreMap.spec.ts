import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { graveBarsIn } from '../accessibility'
import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'
import { manyServices } from '../../support/manyServices'

function mapOf({ page }: ExplorerPage) {
  const picture = page.getByRole('application', { name: 'Service map' })
  const chosen = page.getByRole('complementary', { name: 'What is chosen' })
  return {
    picture,
    words: picture.getByRole('status'),
    chosen,
    tools: page.getByRole('group', { name: 'Service map tools' }),
    heading: chosen.getByRole('heading', { level: 2 }),
  }
}

/** Clicks here and there until the map says something, and answers where; it knows its nodes by place alone. */
async function clickOn(explorer: ExplorerPage, said: RegExp): Promise<{ x: number; y: number }> {
  const { picture, words } = mapOf(explorer)
  const box = (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  for (let y = box.y + 10; y < box.y + box.height; y += 18) {
    for (let x = box.x + 30; x < box.x + box.width; x += 60) {
      await explorer.page.mouse.click(x, y)
      if (said.test((await words.textContent()) ?? '')) return { x, y }
    }
  }
  throw new Error(`nothing in the map says ${said}`)
}

const ask = (parameters: Record<string, string>) => `#/explore/map?${new URLSearchParams(parameters)}`

test('calls are those of the archive, and lead to their traces', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const { chosen, heading } = mapOf(sample)
  const calls = await answerOf<{ parent_service: string; child_service: string; call_count: number }>(
    sampleArchive,
    'SELECT parent_service, child_service, call_count FROM service_dependencies ORDER BY call_count DESC LIMIT 5',
  )
  await sample.go(ask({ as: 'calls' }))
  const table = page.getByRole('grid', { name: 'Calls between services' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('gridcell') })
  for (const [place, { parent_service, child_service, call_count }] of calls.entries()) {
    const cells = rows.nth(place).getByRole('gridcell')
    await expect(cells.nth(0)).toHaveText(parent_service)
    await expect(cells.nth(1)).toHaveText(child_service)
    await expect(cells.nth(2)).toHaveText(call_count.toLocaleString('en-US'))
  }

  await rows.filter({ hasText: 'frontend' }).filter({ hasText: 'checkout' }).click()
  await sample.idle()
  await expect(heading).toContainText('frontend')
  await expect(heading).toContainText('checkout')
  await expect(chosen.getByRole('img', { name: /^Latency of [\d,]+ calls$/ })).toBeVisible()
  const counted = Number((await chosen.getByRole('definition').first().innerText()).replaceAll(',', ''))
  await chosen.getByRole('button', { name: 'List its traces' }).click()
  await sample.idle()
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toHaveText(
    '{ resource.service.name = "frontend" } > { resource.service.name = "checkout" }',
  )
  // Each checkout is called once in its trace.
  await expect(sample.traces).toHaveAttribute('aria-rowcount', String(counted + 1))
})

test('by keyboard: from node to node, around one, and back to the whole map', async ({ sample }) => {
  const { page } = sample
  const { picture, words, tools, heading, chosen } = mapOf(sample)
  await sample.go(ask({}))
  await picture.focus()
  await expect(words).toContainText('Service frontend')
  await sample.press('ArrowRight')
  await expect(words).not.toContainText('Service frontend')
  await sample.press('ArrowLeft')
  await expect(words).toContainText('Service frontend')

  const find = tools.getByRole('combobox', { name: 'Find a service' })
  await find.focus()
  await page.keyboard.insertText('paym')
  await sample.press('Enter')
  await expect(words).toContainText('Service payment')
  await expect(picture).toBeFocused()
  await sample.press('Enter')
  expect(page.url()).toContain('focus=payment')
  await expect(heading).toHaveText('payment')
  await expect(tools.getByRole('radio', { name: 'One call away' })).toBeChecked()
  await expect(chosen.getByRole('region', { name: 'Paths to payment' }).getByRole('button')).toHaveText(
    /frontend\s*checkout\s*payment/,
  )
  await sample.press('ArrowLeft')
  await expect(words).toContainText('Service checkout')
  await sample.press('Escape')
  expect(page.url()).not.toContain('focus=')

  await sample.press('+', 'w', 'a', 's', 'd', '-', 'f')
  await expect(words).toContainText('Service checkout')
})

test('by mouse: nodes, calls, drag, and what is further away', async ({ sample }) => {
  const { page } = sample
  const { heading, tools, chosen, words } = mapOf(sample)
  await sample.go(ask({ focus: 'ads' }))
  await expect(words).toContainText('Service ads')
  const { x, y } = await clickOn(sample, /^Service frontend/)
  await expect(heading).toHaveText('frontend')
  await chosen.getByRole('region', { name: 'Calls', exact: true }).getByRole('button', { name: /^ads/ }).click()
  await sample.idle()
  await expect(words).toContainText('frontend calls ads')
  await heading.getByRole('button', { name: 'ads' }).click()
  await expect(words).toContainText('Service ads')

  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 150, y + 90, { steps: 3 })
  await page.mouse.up()
  await page.mouse.click(x + 150, y + 90)
  await expect(words).toContainText('Service frontend')
  await page.mouse.dblclick(x + 150, y + 90)
  await sample.idle()
  expect(page.url()).toContain('focus=frontend')
  await tools.getByRole('radio', { name: 'However many calls away' }).click()
  await sample.idle()
  await clickOn(sample, /^Database /)
  await expect(chosen).toContainText('known from its callers alone')
  await page.goBack()
  await sample.idle()
  expect(page.url()).toContain('focus=ads')
})

test('what a query selects is counted, and the map keeps its shape', async ({ sample }) => {
  const { page } = sample
  const { words, tools } = mapOf(sample)
  await sample.go(ask({}))
  const totals = await tools.getByRole('status').innerText()
  await sample.go(ask({ query: '{ resource.service.name = "payment" && status = error }' }))
  await expect(tools.getByRole('status')).toHaveText(totals)
  await expect(words).toContainText('Service payment')
  await expect(words).toContainText('called by checkout')
  await sample.go(ask({ query: '{ resource.service.name = "nobody" }' }))
  await expect(page.getByText('No span matches: the map is that of the whole archive.')).toBeVisible()
  await sample.go(ask({ query: '{ resource.service.name = "nobody" }', as: 'calls' }))
  await expect(page.getByRole('heading', { name: 'No calls match' })).toBeVisible()
})

test('a way to a service lists its traces', async ({ sample }) => {
  const { page } = sample
  const { chosen } = mapOf(sample)
  await sample.go(ask({ focus: 'catalog' }))
  const ways = chosen.getByRole('region', { name: 'Paths to catalog' }).getByRole('button')
  const way = ways.filter({ hasText: 'recommendation' }).first()
  const traces = Number(/([\d,]+) traces/.exec((await way.getAttribute('title')) ?? '')?.[1]?.replaceAll(',', ''))
  expect(traces).toBeGreaterThan(0)
  await way.click()
  await sample.idle()
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toContainText(
    '>> { resource.service.name = "catalog" }',
  )
  await expect(sample.traces).toHaveAttribute('aria-rowcount', String(traces + 1))
})

test('1,200 services are drawn by namespace, and one that is looked for is found', async ({ start, dataFolder }) => {
  const path = join(dataFolder, 'many.jsonl')
  await writeFile(path, manyServices(1_200, 5_000))
  const explorer = await start({ paths: [path] })
  const { words, tools, picture, heading } = mapOf(explorer)
  await explorer.go(ask({}))
  await expect(tools.getByRole('status')).toContainText('1,200 nodes')
  await expect(words).toContainText('Namespace team-')
  await expect(heading).toBeVisible()
  await picture.focus()
  await explorer.press('ArrowRight', '+')

  const find = tools.getByRole('combobox', { name: 'Find a service' })
  await find.focus()
  await explorer.page.keyboard.insertText('team-7.service-127')
  await explorer.press('Enter')
  await expect(words).toContainText('Service team-7.service-127')
  await explorer.press('Enter')
  await tools.getByRole('radio', { name: 'Up to two calls away' }).click()
  await explorer.idle()
  await expect(words).toContainText('Service team-7.service-127')
  await explorer.press('Escape')

  await explorer.go(ask({ fold: 'off' }))
  await picture.focus()
  await explorer.press('End')
  await expect(words).toContainText('Service team-')
})

test('nothing bars anybody from the map, in light or dark', async ({ sample }) => {
  const { chosen } = mapOf(sample)
  for (const parameters of [{ as: 'calls' }, { as: 'services' }, { colour: 'p95' }, { focus: 'checkout' }]) {
    await sample.go(ask(parameters))
    expect(await graveBarsIn(sample)).toEqual([])
  }
  await chosen.getByRole('region', { name: 'Calls', exact: true }).getByRole('button').first().click()
  await sample.idle()
  expect(await graveBarsIn(sample)).toEqual([])
})
