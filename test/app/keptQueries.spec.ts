import AxeBuilder from '@axe-core/playwright'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExplorerPage } from './ExplorerPage'
import { expect, test } from './explorerTest'

const FAILED = '{ status = error }'
const CLIENTS = '{ kind = client } | count() > 5'
const CONTRADICTION = '{ status = ok && status = error }'

const field = ({ page }: ExplorerPage) => page.getByRole('textbox', { name: 'TraceQL query' })
const popover = ({ page }: ExplorerPage) => page.getByRole('dialog', { name: 'Saved and recent queries' })
const filter = ({ page }: ExplorerPage) => page.getByRole('combobox', { name: 'Find a query' })
const opener = ({ page }: ExplorerPage) => page.getByRole('button', { name: 'Saved and recent queries' })

/** The queries of a section, from top to bottom. */
async function queriesIn(explorer: ExplorerPage, section: 'Saved' | 'Recent'): Promise<string[]> {
  return popover(explorer).getByRole('rowgroup', { name: section }).locator('code').allInnerTexts()
}

function row(explorer: ExplorerPage, section: 'Saved' | 'Recent', words: string) {
  return popover(explorer).getByRole('rowgroup', { name: section }).getByRole('row').filter({ hasText: words })
}

async function write(explorer: ExplorerPage, query: string): Promise<void> {
  await field(explorer).click()
  await explorer.page.keyboard.press('ControlOrMeta+A')
  await explorer.page.keyboard.insertText(query)
}

async function search(explorer: ExplorerPage, ...queries: string[]): Promise<void> {
  for (const query of queries) {
    await write(explorer, query)
    await explorer.press('Enter')
  }
}

async function open(explorer: ExplorerPage): Promise<void> {
  await field(explorer).click()
  await explorer.press('Alt+ArrowDown')
}

test('what was searched is found again, by keys', async ({ start, sampleArchive }) => {
  const explorer = await start({ paths: [sampleArchive] })
  const { page } = explorer
  await page.keyboard.press('/')
  await explorer.press('Alt+ArrowDown')
  await expect(popover(explorer)).toContainText('Each query that you search is listed here')
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

test('a query is saved, renamed, replaced and deleted, and what is kept outlives the program', async ({
  start,
  sampleArchive,
}) => {
  const before = await start({ paths: [sampleArchive] })
  await opener(before).click()
  await expect(before.button('Save this query')).toBeDisabled()
  await before.press('Escape')
  await search(before, CLIENTS)
  await write(before, FAILED)
  await opener(before).click()
  await before.button('Save this query').click()
  await before.page.keyboard.type('Failed')
  await before.press('Tab')
  await before.page.keyboard.type('what to look at first')
  await before.press('Enter')
  await expect(before.button('Saved as “Failed”')).toBeVisible()
  expect(await queriesIn(before, 'Saved')).toEqual([FAILED])

  // A recent one is saved where it stands.
  await row(before, 'Recent', CLIENTS).hover()
  await before.button('Save under a name').click()
  await before.page.keyboard.type('Chatty')
  await before.press('Escape')
  expect(await queriesIn(before, 'Saved')).toEqual([FAILED])
  await expect(filter(before)).toBeFocused()
  await before.press('F2')
  await before.page.keyboard.type('Chatty')
  await before.press('Enter')
  expect(await queriesIn(before, 'Saved')).toEqual([CLIENTS, FAILED])

  const explorer = await start({ paths: [sampleArchive] })
  const { page } = explorer
  await opener(explorer).click()
  expect(await queriesIn(explorer, 'Saved')).toEqual([CLIENTS, FAILED])
  expect(await queriesIn(explorer, 'Recent')).toEqual([CLIENTS])
  await expect(row(explorer, 'Saved', 'Failed')).toContainText('what to look at first')

  await row(explorer, 'Saved', 'Chatty').hover()
  await explorer.button('Rename “Chatty”').click()
  await page.keyboard.type('failed')
  await expect(page.getByRole('alert')).toHaveText('Another query has this name')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Talkative')
  await explorer.press('Enter')
  await expect(row(explorer, 'Saved', 'Talkative')).toContainText(CLIENTS)
  await expect(row(explorer, 'Saved', 'Chatty')).toHaveCount(0)

  await row(explorer, 'Saved', 'Failed').hover()
  await explorer.button('Delete “Failed”').click()
  await explorer.idle()
  expect(await queriesIn(explorer, 'Saved')).toEqual([CLIENTS])
  await expect(popover(explorer).getByText('Deleted “Failed”.')).toBeVisible()
  await explorer.button('Undo').click()
  await explorer.idle()
  expect(await queriesIn(explorer, 'Saved')).toEqual([FAILED, CLIENTS])

  await row(explorer, 'Saved', 'Failed').click()
  await explorer.idle()
  await expect(page.getByText(/in [\d,]+ of 2,000 traces$/).first()).toBeVisible()
  await expect(field(explorer)).toHaveText(FAILED)
  // A better query takes the place of the one with its name.
  await write(explorer, CONTRADICTION)
  await opener(explorer).click()
  await explorer.button('Save this query').click()
  await page.keyboard.type('Failed')
  await explorer.button('Replace').click()
  await explorer.idle()
  expect(await queriesIn(explorer, 'Saved')).toEqual([CONTRADICTION, CLIENTS])
  await explorer.button('Undo').click()
  await explorer.idle()
  expect(await queriesIn(explorer, 'Saved')).toEqual([FAILED, CLIENTS])

  await page
    .getByRole('heading', { name: 'No trace matches' })
    .or(explorer.traces)
    .click({ position: { x: 20, y: 200 } })
  await expect(popover(explorer)).toBeHidden()
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
