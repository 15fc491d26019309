import type { Locator } from '@playwright/test'
import { graveBarsIn } from '../accessibility'
import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** The operations of the roots, the most frequent first. */
const ROOTS = `SELECT root_service_name AS service, root_name AS name, count(*) AS traces FROM traces
  GROUP BY ALL ORDER BY traces DESC, name LIMIT 1`

function tree({ page }: ExplorerPage): Locator {
  return page.getByRole('treegrid', { name: 'Merged tree of the traces' })
}

function chosen(explorer: ExplorerPage): Locator {
  return tree(explorer).getByRole('row', { selected: true })
}

function queryIn({ page }: ExplorerPage): string {
  return new URLSearchParams(page.url().split('?').at(-1)).get('query') ?? ''
}

test('the traces are laid over one another, and keys go through them', async ({ sample, sampleArchive }) => {
  const [root] = await answerOf<{ service: string; name: string; traces: number }>(sampleArchive, ROOTS)
  const [all] = await answerOf<{ n: number }>(sampleArchive, 'SELECT count(*) AS n FROM traces')
  await sample.go('#/explore/structure')
  await tree(sample).focus()
  await sample.press('Home')
  const share = `${((100 * Number(root?.traces)) / Number(all?.n)).toFixed(1)} %`
  await expect(chosen(sample)).toContainText(`${root?.service} ${root?.name}`)
  await expect(chosen(sample)).toContainText(share)
  await expect(chosen(sample)).toHaveAttribute('aria-level', '1')

  await sample.press('ArrowRight')
  await expect(chosen(sample)).toHaveAttribute('aria-level', '2')
  await sample.press('ArrowLeft', 'ArrowLeft')
  await expect(chosen(sample)).toHaveAttribute('aria-level', '1')
  await sample.press('ArrowLeft')
  await expect(chosen(sample)).toHaveAttribute('aria-expanded', 'false')
  await sample.press('ArrowDown')
  await expect(chosen(sample)).toHaveAttribute('aria-level', '1')
  await sample.press('ArrowUp', ' ')
  await expect(chosen(sample)).toHaveAttribute('aria-expanded', 'true')
})

test('a branch narrows the page to the traces that have it, by key', async ({ sample, sampleArchive }) => {
  await sample.go('#/explore/structure')
  await tree(sample).focus()
  await sample.press('Home', 'ArrowDown')
  await sample.press('Enter')
  const found = await answerOf<{ n: number }>(
    sampleArchive,
    `WITH root AS (${ROOTS}) SELECT count(*) AS n FROM traces JOIN root ON service = root_service_name AND name = root_name`,
  )
  expect(queryIn(sample)).toMatch(/^\{ .* parent = nil .* \} > \{ .* \}$/)
  await expect(sample.page.getByText(/^[\d,]+ traces? of [\d,]+ spans? laid over one another/)).toHaveText(
    new RegExp(`^${Number(found[0]?.n).toLocaleString('en')} `),
  )
  await sample.page.goBack()
  await sample.idle()
  expect(queryIn(sample)).toBe('')
})

test('the menu of a branch lists its traces, by mouse', async ({ sample }) => {
  await sample.go(`#/explore/structure?${new URLSearchParams({ query: '{ status = error }' }).toString()}`)
  const said = await sample.page.getByText(/laid over one another/).innerText()
  const root = tree(sample).getByRole('row', { level: 1 }).first()
  const share = Number(/([\d.]+) %/.exec(await root.innerText())?.[1]) / 100
  await root.click({ button: 'right' })
  await sample.page.getByRole('menuitem', { name: 'List the traces with this path' }).click()
  await sample.idle()
  const listed = Number(await sample.traces.getAttribute('aria-rowcount')) - 1
  expect(listed).toBe(Math.round(share * Number(/^[\d,]+/.exec(said)?.[0].replaceAll(',', ''))))
  expect(queryIn(sample)).toMatch(/^\{ status = error \} && \{ .* parent = nil .* \}$/)
})

test('all is closed and opened by buttons', async ({ sample }) => {
  await sample.go('#/explore/structure')
  await sample.button('Collapse all').click()
  await expect(tree(sample).getByRole('row', { level: 2 })).toHaveCount(0)
  await sample.button('Expand all').click()
  await expect(tree(sample).getByRole('row', { level: 2 }).first()).toBeVisible()
  await tree(sample).getByRole('row', { level: 1 }).first().locator('[data-fold]').click()
  await expect(chosen(sample)).toHaveAttribute('aria-expanded', 'false')
})

test('siblings are sorted by a head, and the address keeps it', async ({ sample, sampleArchive }) => {
  const [longest] = await answerOf<{ name: string }>(
    sampleArchive,
    `SELECT name FROM spans WHERE depth = 0 AND NOT is_orphan GROUP BY service_name, name
      ORDER BY quantile_disc(duration_ns, 0.95) DESC LIMIT 1`,
  )
  await sample.go('#/explore/structure')
  await sample.button('p95').click()
  await sample.idle()
  await sample.page.reload()
  await sample.idle()
  await expect(tree(sample).getByRole('columnheader', { name: 'p95' })).toHaveAttribute('aria-sort', 'descending')
  await expect(tree(sample).getByRole('row', { level: 1 }).first()).toContainText(longest?.name ?? '')
})

test('where nothing matches, and where the query is wrong, the page says so', async ({ sample }) => {
  await sample.go(`#/explore/structure?${new URLSearchParams({ query: '{ name = "nothing" }' }).toString()}`)
  await expect(sample.page.getByRole('heading', { name: 'No trace matches' })).toBeVisible()
  await sample.go(`#/explore/structure?${new URLSearchParams({ query: '{ name = }' }).toString()}`)
  await expect(sample.page.getByRole('tabpanel').getByRole('alert')).toBeVisible()
})

test('nothing bars anybody from the structure, in light or dark', async ({ sample }) => {
  await sample.go('#/explore/structure')
  await tree(sample).focus()
  await sample.press('ArrowDown')
  expect(await graveBarsIn(sample)).toEqual([])
})
