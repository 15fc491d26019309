import AxeBuilder from '@axe-core/playwright'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../explorerTest'
import { field, filter, open, popover, queriesIn, row, search, write } from '../keptQueriesList'

const FAILED = '{ status = error }'
const CLIENTS = '{ kind = client } | count() > 5'
const CONTRADICTION = '{ status = ok && status = error }'

test('what was searched is found again, by keys', async ({ start, sampleArchive }) => {
  const explorer = await start({ paths: [sampleArchive] })
  const { page } = explorer
  await page.keyboard.press('/')
  await explorer.press('Alt+ArrowDown')
  await expect(popover(explorer)).toContainText('Each query that you run is listed here')
  await expect(filter(explorer)).toBeFocused()
  await explorer.press('Escape')
  await expect(popover(explorer)).toBeHidden()
  await expect(field(explorer)).toBeFocused()

  await search(explorer, FAILED, CONTRADICTION, CLIENTS, FAILED)
  const [, found = ''] =
    /in ([\d,]+) of/.exec(
      await page
        .getByText(/in [\d,]+ of 2,000 traces$/)
        .first()
        .innerText(),
    ) ?? []
  await search(explorer, '{ nam = "x" }')
  await expect(page.getByRole('alert')).toContainText('there is no field nam')
  await write(explorer, '{ never = searched }')
  await explorer.press('Alt+ArrowDown')
  expect(await queriesIn(explorer, 'Recent')).toEqual([FAILED, CLIENTS, CONTRADICTION])
  await expect(row(explorer, 'Recent', FAILED).first()).toContainText(`${found} traces`)
  await expect(row(explorer, 'Recent', CONTRADICTION)).toContainText('0 traces')
  await expect(row(explorer, 'Recent', CONTRADICTION)).toContainText('shop.duckdb')
  await expect(row(explorer, 'Recent', CONTRADICTION)).toContainText('just now')
  await expect(page.getByTitle(CONTRADICTION, { exact: true })).toBeVisible()

  await page.keyboard.type('STATUS = shop')
  expect(await queriesIn(explorer, 'Recent')).toEqual([FAILED, CONTRADICTION])
  await page.keyboard.type(' no such word')
  await expect(popover(explorer)).toContainText('No query matches “STATUS = shop no such word”.')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  expect(await queriesIn(explorer, 'Recent')).toEqual([FAILED, CLIENTS, CONTRADICTION])

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('row', { selected: true }).locator('code')).toHaveText(CLIENTS)
  await explorer.press('Enter')
  await expect(popover(explorer)).toBeHidden()
  await expect(field(explorer)).toHaveText(CLIENTS)
  expect(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('query')).toBe(CLIENTS)
  await expect(explorer.traces).toBeFocused()
  await open(explorer)
  expect(await queriesIn(explorer, 'Recent')).toEqual([CLIENTS, FAILED, CONTRADICTION])

  await explorer.press('ArrowDown', 'Delete', 'Delete')
  expect(await queriesIn(explorer, 'Recent')).toEqual([CLIENTS])
  await explorer.press('ControlOrMeta+z', 'ControlOrMeta+z')
  expect(await queriesIn(explorer, 'Recent')).toEqual([CLIENTS, FAILED, CONTRADICTION])
})

test('a long list is drawn as far as one goes down in it', async ({ start, sampleArchive, dataFolder }) => {
  const texts = Array.from({ length: 200 }, (_, place) => `{ span.place = ${place} }`)
  const entries = texts.map((text, place) => {
    return { kind: 'recent', language: 'traceql', text, ranAt: 1e12 - place, archive: 'old', found: 12_345 }
  })
  await writeFile(join(dataFolder, 'queries.json'), JSON.stringify(entries))
  const explorer = await start({ paths: [sampleArchive] })
  await open(explorer)
  const drawn = await queriesIn(explorer, 'Recent')
  expect(drawn.length).toBeLessThan(60)
  expect(drawn).toEqual(texts.slice(0, drawn.length))
  await row(explorer, 'Recent', '{ span.place = 5 }').hover()
  await expect(async () => {
    await explorer.page.mouse.wheel(0, 2_000)
    await expect(row(explorer, 'Recent', '{ span.place = 199 }')).toBeInViewport({ timeout: 100 })
  }).toPass()
  expect(await queriesIn(explorer, 'Recent')).toEqual(texts)

  await explorer.press('Escape', 'Alt+ArrowDown')
  for (let page = 0; page < 200 / 8; page++) await explorer.page.keyboard.press('PageDown')
  await expect(row(explorer, 'Recent', '{ span.place = 199 }')).toBeInViewport()
  await explorer.press('Enter')
  await expect(field(explorer)).toHaveText('{ span.place = 199 }')
})

test('a damaged file costs what is damaged and nothing else, and says so', async ({
  start,
  sampleArchive,
  dataFolder,
}) => {
  const before = await start({ paths: [sampleArchive] })
  await search(before, FAILED, CLIENTS)
  const file = join(dataFolder, 'queries.json')
  const damaged = (await readFile(file, 'utf8')).replace('{"kind":"recent"', '\0')
  await writeFile(file, damaged)

  const explorer = await start({ paths: [sampleArchive] })
  await open(explorer)
  expect(await queriesIn(explorer, 'Recent')).toEqual([FAILED])
  await expect(popover(explorer).getByRole('alert')).toContainText(/could not be read.*queries\.json/s)
  await explorer.press('Escape')
  await search(explorer, CONTRADICTION)
  await open(explorer)
  expect(await queriesIn(explorer, 'Recent')).toEqual([CONTRADICTION, FAILED])
  await expect(popover(explorer).getByRole('alert')).toContainText('queries.damaged.json')
  expect(await readFile(join(dataFolder, 'queries.damaged.json'), 'utf8')).toBe(damaged)
  await explorer.button('Dismiss').click()
  await explorer.idle()
  await expect(popover(explorer).getByRole('alert')).toHaveCount(0)
})

test('a file that cannot be read or written says so until it can', async ({ start, sampleArchive, dataFolder }) => {
  const file = join(dataFolder, 'queries.json')
  await mkdir(file)
  const explorer = await start({ paths: [sampleArchive] })
  await search(explorer, FAILED)
  await expect(explorer.traces).toBeFocused()
  await open(explorer)
  await expect(popover(explorer).getByRole('alert')).toContainText('The file cannot be read')
  await rm(file, { recursive: true })
  await explorer.button('Try again').click()
  await explorer.idle()
  await expect(popover(explorer)).toContainText('No queries yet')
  await expect(popover(explorer).getByRole('alert')).toContainText('What was searched or changed last was not kept')
  await explorer.button('Save this query').click()
  await explorer.page.keyboard.type('Failed')
  await explorer.press('Enter')
  expect(await queriesIn(explorer, 'Saved')).toEqual([FAILED])
  await expect(popover(explorer).getByRole('alert')).toHaveCount(0)
})

test('nothing bars anybody from the kept queries', async ({ start, sampleArchive }) => {
  const explorer = await start({ paths: [sampleArchive] })
  await search(explorer, FAILED, CLIENTS)
  for (const theme of ['Light', 'Dark']) {
    await explorer.page.getByRole('radio', { name: theme, exact: true }).click()
    await open(explorer)
    await explorer.press('F2')
    await explorer.page.keyboard.type(theme)
    await explorer.press('Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Delete')
    await expect(explorer.button('Undo')).toBeVisible()
    const { violations } = await new AxeBuilder({ page: explorer.page }).setLegacyMode().analyze()
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await explorer.press('ControlOrMeta+z', 'F2')
    const naming = await new AxeBuilder({ page: explorer.page }).setLegacyMode().analyze()
    expect(naming.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
    await explorer.press('Escape', 'Escape')
  }
})
