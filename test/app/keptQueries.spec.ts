import { expect, test } from './explorerTest'
import { field, filter, opener, popover, queriesIn, row, search, write } from './keptQueriesList'

const FAILED = '{ status = error }'
const CLIENTS = '{ kind = client } | count() > 5'
const CONTRADICTION = '{ status = ok && status = error }'

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
