import { answerOf } from '../commandLine'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

const field = ({ page }: ExplorerPage) => page.getByRole('combobox', { name: 'Find a command' })
const found = ({ page }: ExplorerPage) => page.getByRole('dialog', { name: 'Commands' }).getByRole('option')

async function find(explorer: ExplorerPage, typed: string): Promise<void> {
  await explorer.press('ControlOrMeta+k')
  await explorer.page.keyboard.insertText(typed)
  await explorer.idle()
}

test('Ctrl+K opens the commands wherever one is, and Escape leads back there', async ({ sample }) => {
  const { page } = sample
  const query = page.getByRole('textbox', { name: 'TraceQL query' })
  await query.click()
  await sample.press('ControlOrMeta+k')
  await expect(field(sample)).toBeFocused()
  await sample.press('Tab')
  await expect(field(sample)).toBeFocused()
  await sample.press('Escape')
  await expect(query).toBeFocused()
  await expect(query).toHaveText(/^\{ resource/)

  await page.getByRole('button', { name: 'Commands' }).click()
  await sample.press('ControlOrMeta+k')
  await expect(field(sample)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Commands' })).toBeFocused()
})

test('commands of the place are found by their letters, run by key and by mouse, and remembered', async ({
  sample,
}) => {
  const { page } = sample
  await sample.traces.focus()
  await find(sample, 'spans match')
  await expect(found(sample).first()).toContainText('Show: Spans that match')
  await sample.press('Enter')
  await expect(page.getByRole('grid', { name: 'Spans' })).toBeVisible()
  await sample.press('Home', 'Enter')
  await sample.waterfall.waitFor()

  const path = page.getByRole('toolbar', { name: 'Waterfall' }).getByRole('button', { name: 'Critical path' })
  await expect(path).toHaveAttribute('aria-pressed', 'true')
  await find(sample, 'cp')
  await expect(found(sample).first()).toHaveAccessibleName(/^On: Critical path.*c$/)
  await found(sample).first().click()
  await expect(path).toHaveAttribute('aria-pressed', 'false')

  await sample.press('ControlOrMeta+k')
  await expect(page.getByRole('group', { name: 'Recently used' }).getByRole('option')).toContainText(['Critical path'])
  await sample.press('ArrowUp')
  await expect(found(sample).last()).toHaveAttribute('aria-selected', 'true')
  await sample.press('ArrowDown', 'Enter')
  await expect(path).toHaveAttribute('aria-pressed', 'true')

  await find(sample, 'theme dark')
  await sample.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await find(sample, 'nothing of the kind')
  await expect(page.getByText('No command matches “nothing of the kind”.')).toBeVisible()
  await sample.press('Enter')
  await expect(field(sample)).toBeFocused()
})

test('the id of a trace or of a span opens it', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const [span] = await answerOf<{ trace_id: string; span_id: string; name: string }>(
    sampleArchive,
    `SELECT trace_id, span_id, name FROM spans WHERE depth = 2 ORDER BY span_id LIMIT 1`,
  )
  const { trace_id: traceId, span_id: spanId, name } = span ?? { trace_id: '', span_id: '', name: '' }
  await find(sample, traceId.slice(0, 12).toUpperCase())
  await expect(found(sample)).toContainText([`Open trace ${traceId}`])
  await sample.press('Enter')
  await expect(page).toHaveURL(new RegExp(`#/trace/${traceId}$`))

  await sample.go('#/traces')
  await find(sample, spanId)
  await expect(found(sample)).toContainText([new RegExp(`Open span ${spanId} .*${name.replaceAll(/\W/g, '.')}`)])
  await sample.press('Enter')
  await expect(sample.span(spanId)).toHaveAttribute('aria-selected', 'true')

  await find(sample, '0123456789abcdef0123')
  await expect(page.getByText('No trace or span of this archive has an id that begins with')).toBeVisible()
})

test('a saved query runs from anywhere', async ({ start, sampleArchive }) => {
  const explorer = await start({ paths: [sampleArchive] })
  const { page } = explorer
  await explorer.press('/')
  await page.keyboard.insertText('{ status = error }')
  await explorer.press('Enter', '/', 'Alt+ArrowDown')
  await page.getByRole('button', { name: 'Save this query' }).click()
  await page.keyboard.insertText('What failed')
  await explorer.press('Enter', 'Escape')
  await explorer.go('#/sql')
  await find(explorer, 'what f')
  await expect(found(explorer).first()).toContainText('{ status = error }')
  await explorer.press('Enter')
  await expect(page).toHaveURL(/#\/traces\?query=/)
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toHaveText('{ status = error }')
})

test('the help lists the keys of the place, and no key reaches what is behind it', async ({ sample }) => {
  await sample.traces.focus()
  await sample.press('?')
  await expect(sample.dialog('Keys')).toContainText('Add a condition')
  await sample.press('+', '1', 'Escape')
  await expect(sample.dialog('Keys')).toBeHidden()
  await expect(sample.dialog('Add a condition')).toBeHidden()
  await sample.press('Home', 'Enter')
  await sample.waterfall.waitFor()
  await sample.press('?')
  await expect(sample.dialog('Keys')).toContainText('Next error')
  await expect(sample.dialog('Keys')).not.toContainText('Add a condition')
})

test('the last place of a view outlives a reload', async ({ sample }) => {
  const { page } = sample
  await sample.go(`#/traces?${new URLSearchParams({ query: '{ status = error }' })}`)
  await page.reload()
  await sample.idle()
  await sample.press('3')
  await expect(page).toHaveURL(/#\/sql/)
  await sample.press('ControlOrMeta+1')
  await expect(page.getByRole('textbox', { name: 'TraceQL query' })).toHaveText('{ status = error }')
})
