import { graveBarsIn } from '../accessibility'
import type { ExplorerPage } from '../ExplorerPage'
import { expect, test } from '../explorerTest'

/** The views, each with as much in it as it can show. */
const VIEWS: Record<string, (explorer: ExplorerPage) => Promise<void>> = {
  async welcome(explorer) {
    await explorer.go('#/welcome')
    await expect(explorer.page.getByRole('heading', { name: 'Recent archives' })).toBeVisible()
  },
  async traces(explorer) {
    await explorer.go('#/traces?sort=errorCount&order=desc')
    await explorer.page.getByRole('textbox', { name: 'Shortest duration' }).fill('wrong')
    await expect(explorer.page.getByRole('alert')).toBeVisible()
  },
  async 'the conditions of a query'(explorer) {
    await explorer.go(`#/traces?${new URLSearchParams({ query: '{ span.foo = "x" && .a } && { .b } | count() > 3' })}`)
    await explorer.button('Change span.foo = "x"').click()
    await expect(explorer.dialog('Change the condition')).toBeVisible()
    await explorer.page.getByRole('combobox', { name: 'Field' }).click()
    await expect(explorer.page.getByRole('option', { name: 'Trace duration' })).toBeVisible()
  },
  async 'a search form'(explorer) {
    await explorer.go(`#/traces?${new URLSearchParams({ query: '{ span.foo = "x" }' })}`)
    await explorer.button('Search form').click()
    await explorer.page.getByRole('menuitem', { name: 'Jaeger’s' }).click()
    await explorer.page.getByRole('textbox', { name: 'Tags' }).fill('a="b')
    await expect(explorer.page.getByRole('alert')).toBeVisible()
  },
  async 'the commands'(explorer) {
    await explorer.go('#/traces')
    await explorer.press('ControlOrMeta+k')
    await explorer.page.keyboard.insertText('theme')
    await expect(explorer.page.getByRole('option').first()).toBeVisible()
  },
  async spans(explorer) {
    const parameters = {
      show: 'spans',
      query: '{ status = error } | select(span.http.route)',
      columns: 'event:name,duration,span:kind',
      from: '1000000000000000000',
    }
    await explorer.go(`#/traces?${new URLSearchParams(parameters).toString()}`)
    await explorer.page.getByRole('slider', { name: 'Matches over time' }).focus()
    await explorer.press('ArrowRight', 'Shift+ArrowRight')
    await explorer.page.getByRole('button', { name: /^Columns/ }).click()
    const field = explorer.page.getByRole('combobox', { name: 'Add a column' })
    await field.fill('nope')
    await explorer.press('Enter')
    await expect(explorer.page.getByRole('alert')).toBeVisible()
    await field.fill('k')
    await expect(explorer.page.getByRole('option').first()).toBeVisible()
  },
  async groups(explorer) {
    const query = '{ } | by(resource.service.name, status, span.http.route)'
    await explorer.go(`#/traces?${new URLSearchParams({ show: 'groups', query }).toString()}`)
    await expect(explorer.page.getByRole('grid', { name: 'Groups' })).toBeVisible()
    await explorer.page.getByRole('slider', { name: 'Matches over time' }).focus()
    await explorer.press('ArrowRight')
  },
  async trace(explorer) {
    await explorer.go('#/traces?sort=errorCount&order=desc')
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.waterfall.waitFor()
    await explorer.press('e', 'Enter')
    await expect(explorer.page.getByRole('complementary', { name: 'Span details' })).toContainText('Attributes')
  },
  async 'a folded row and the times of a trace'(explorer) {
    await explorer.go('#/traces?sort=spanCount&order=desc')
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.waterfall.waitFor()
    await explorer.waterfall.getByRole('row').filter({ hasText: /×\d/ }).first().click()
    await expect(explorer.page.getByRole('group', { name: 'Spans alike' })).toBeVisible()
    await explorer.button('Since trace start').click()
    await expect(explorer.page.getByRole('menuitemradio').first()).toBeFocused()
  },
  async 'what a trace can be exported as'(explorer) {
    await explorer.go('#/traces?sort=errorCount&order=desc')
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.waterfall.waitFor()
    await explorer.press('X')
    await expect(explorer.page.getByRole('menuitem', { name: 'Picture as PNG' })).toBeVisible()
  },
  async 'matches in a trace'(explorer) {
    await explorer.go(`#/traces?query=${encodeURIComponent('{ kind = client }')}&sort=errorCount&order=desc`)
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await expect(explorer.page.getByText(/^Match\s*1 of/)).toBeVisible()
    await explorer.press('[', 'Home')
  },
  async 'a missing parent and a row’s menu'(explorer) {
    await explorer.go(`#/traces?query=${encodeURIComponent('{ span:problems = "orphan" }')}`)
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.waterfall.getByRole('row', { selected: true }).waitFor()
    await explorer.press('ArrowLeft', 'ArrowLeft', 'Enter')
    await expect(explorer.page.getByRole('complementary', { name: 'Span details' })).toContainText('Missing parent')
    await explorer.press('Shift+F10')
    await expect(explorer.page.getByRole('menuitem', { name: 'Copy the missing id' })).toBeVisible()
  },
  async statistics(explorer) {
    await explorer.go('#/traces?sort=errorCount&order=desc')
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.waterfall.waitFor()
    await explorer.press('v')
    await explorer.button('Expand all groups').click()
    await expect(explorer.page.getByRole('treegrid', { name: 'Statistics' })).toContainText('checkout')
  },
  async 'the flame graph'(explorer) {
    await explorer.go('#/traces?sort=errorCount&order=desc')
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.waterfall.waitFor()
    await explorer.press('v', 'v', 'ArrowDown', 'o')
    await expect(explorer.page.getByRole('combobox', { name: 'Operation' })).toBeVisible()
  },
  async 'the critical path'(explorer) {
    await explorer.go(`#/traces?query=${encodeURIComponent('{ kind = client }')}&sort=errorCount&order=desc`)
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.page.getByRole('tab', { name: 'Critical path' }).click()
    await explorer.page.getByText('How this is reckoned').click()
    await expect(explorer.page.getByRole('region', { name: 'What if' })).toContainText('−')
  },
  async 'the trace map'(explorer) {
    await explorer.go(`#/traces?query=${encodeURIComponent('{ status = error }')}&sort=errorCount&order=desc`)
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.page.getByRole('tab', { name: 'Trace map' }).click()
    await expect(explorer.page.getByRole('list', { name: 'Calls' })).toContainText('checkout')
  },
  async 'the table of spans'(explorer) {
    const query = encodeURIComponent('{ kind = client }')
    await explorer.go(`#/traces?query=${query}&sort=errorCount&order=desc`)
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.waterfall.waitFor()
    await explorer.page.getByRole('tab', { name: 'Spans' }).click()
    await explorer.idle()
    await explorer.page.getByRole('grid', { name: 'Spans' }).focus()
    await explorer.press('ArrowDown')
    await explorer.button('Columns').click()
    await expect(explorer.page.getByRole('checkbox', { name: 'Span id' })).toBeVisible()
  },
  async 'logs and events'(explorer) {
    await explorer.go('#/traces?sort=errorCount&order=desc')
    await explorer.traces.focus()
    await explorer.press('Home', 'Enter')
    await explorer.waterfall.waitFor()
    await explorer.press('V')
    await explorer.press('Home', ' ')
    await expect(explorer.page.getByRole('group', { name: 'Stack trace' })).toBeVisible()
  },
  async sql(explorer) {
    await explorer.go('#/sql')
    await explorer.runSql('select * from spans limit 50')
    await expect(explorer.page.getByText('50 rows')).toBeVisible()
  },
  async 'sql that failed'(explorer) {
    await explorer.go('#/sql')
    await explorer.runSql('select nothing from spans')
    await expect(explorer.page.getByRole('alert')).toBeVisible()
  },
  async 'the summary'(explorer) {
    await explorer.go('#/traces')
    await explorer.page
      .getByRole('banner')
      .getByRole('button', { name: /shop\.duckdb/ })
      .click()
    await explorer.page.getByRole('menuitem', { name: 'Import report' }).click()
    await expect(explorer.page.getByRole('dialog')).toBeVisible()
  },
}

for (const [name, show] of Object.entries(VIEWS)) {
  test(`nothing bars anybody from ${name}, in light or dark`, async ({ sample }) => {
    await show(sample)
    expect(await graveBarsIn(sample)).toEqual([])
  })
}
