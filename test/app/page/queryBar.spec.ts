import type { ExplorerPage } from '../ExplorerPage'
import { answerOf } from '../commandLine'
import { expect, test } from '../explorerTest'

const queryOf = ({ page }: ExplorerPage) => page.getByRole('textbox', { name: 'TraceQL query' })
const chipsOf = ({ page }: ExplorerPage) => page.getByRole('list', { name: 'Conditions' }).getByRole('listitem')

async function ask(sample: ExplorerPage, query: string): Promise<void> {
  await sample.go(`#/traces?${new URLSearchParams({ query })}`)
}

/** The sentence that says how many traces there are. */
async function sayCount(archive: string, condition: string): Promise<string> {
  const [row] = await answerOf<{ n: number }>(archive, `SELECT count(*) AS n FROM traces t WHERE ${condition}`)
  return `${(row?.n ?? NaN).toLocaleString('en-US')} of 2,000 traces`
}

test('menus write the query, and read back what is written', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await page.getByRole('combobox', { name: 'Service' }).fill('paym')
  await sample.press('Enter')
  await expect(queryOf(sample)).toHaveText('{ resource.service.name = "payment" }')
  await page.getByRole('combobox', { name: 'Operation' }).fill('charge')
  await sample.press('Enter')
  await sample.button('Errors only').click()
  await page.getByRole('textbox', { name: 'Shortest duration' }).fill('0.1 s')
  await sample.idle()
  await expect(queryOf(sample)).toHaveText(
    '{ resource.service.name = "payment" && name = "shop.PaymentService/Charge" && trace:duration >= 0.1s } && { status = error }',
  )
  const condition = `duration_ns >= 100000000 AND error_count > 0 AND EXISTS (FROM spans s
    WHERE s.trace_id = t.trace_id AND s.service_name = 'payment' AND s.name = 'shop.PaymentService/Charge')`
  await expect(page.getByText(await sayCount(sampleArchive, condition))).toBeVisible()
  await expect(chipsOf(sample)).toHaveCount(0)

  await ask(sample, '{"cart"=.service.name && 2s > traceDuration} && {error = span:status}')
  await expect(page.getByRole('combobox', { name: 'Service' })).toHaveValue('cart')
  await expect(page.getByRole('textbox', { name: 'Longest duration' })).toHaveValue('2s')
  await expect(sample.button('Errors only')).toHaveAttribute('aria-pressed', 'true')
  await sample.button('Errors only').click()
  await page.getByRole('combobox', { name: 'Service' }).fill('checkout')
  await sample.press('Enter')
  await expect(queryOf(sample)).toHaveText('{"checkout"=.service.name && 2s > traceDuration}')
  await page.goBack()
  await sample.idle()
  await expect(page.getByRole('combobox', { name: 'Service' })).toHaveValue('cart')
})

test('a condition is added, changed and removed by the mouse', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await ask(sample, '{ resource.service.name = "payment" } | count() > 1')
  await sample.button('Add condition').click()
  await page.getByRole('combobox', { name: 'Field' }).click()
  await page.getByRole('option', { name: 'Kind kind', exact: true }).click()
  await page.getByRole('combobox', { name: 'Value' }).click()
  await page.getByRole('option', { name: 'client' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
  await sample.idle()
  await expect(queryOf(sample)).toHaveText('{ resource.service.name = "payment" && kind = client } | count() > 1')
  await expect(chipsOf(sample)).toHaveText(['kind = client', 'count() > 1'])

  await sample.button('Change kind = client').click()
  await page.getByRole('combobox', { name: 'Comparison' }).selectOption('is not')
  await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click()
  await sample.idle()
  await expect(chipsOf(sample)).toHaveText(['kind != client', 'count() > 1'])
  const spans = `SELECT count(*) FROM spans s WHERE s.trace_id = t.trace_id AND service_name = 'payment' AND kind <> 'client'`
  await expect(page.getByText(await sayCount(sampleArchive, `(${spans}) > 1`))).toBeVisible()

  await sample.button('Remove count() > 1').click()
  await sample.button('Remove kind != client').click()
  await sample.idle()
  await expect(queryOf(sample)).toHaveText('{ resource.service.name = "payment" }')
  await expect(chipsOf(sample)).toHaveCount(0)
})

test('a condition is added, changed and removed by keys', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await ask(sample, '{ resource.service.name = "payment" }')
  await sample.traces.focus()
  await sample.press('+')
  await expect(page.getByRole('combobox', { name: 'Field' })).toBeFocused()
  await page.keyboard.type('span du')
  await sample.press('ArrowDown', 'Enter', 'Tab', 'Tab', 'Tab')
  await expect(page.getByRole('combobox', { name: 'Value' })).toBeFocused()
  await page.keyboard.type('fast')
  await sample.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('A number and its unit: 150ms, 1.5s, 200us, 2m')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('50ms')
  // Of any span of the trace, not of the one of the service.
  await sample.press('Tab', 'Tab', 'ArrowRight')
  await page.getByRole('combobox', { name: 'Value' }).focus()
  await sample.press('Enter')
  await expect(queryOf(sample)).toHaveText('{ resource.service.name = "payment" } && { duration >= 50ms }')
  const slow = (ns: number) => `EXISTS (FROM spans s WHERE s.trace_id = t.trace_id AND s.duration_ns >= ${ns})
    AND EXISTS (FROM spans s WHERE s.trace_id = t.trace_id AND s.service_name = 'payment')`
  await expect(page.getByText(await sayCount(sampleArchive, slow(50e6)))).toBeVisible()

  await sample.button('Change duration >= 50ms').focus()
  await sample.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Value' })).toHaveValue('50ms')
  await sample.press('Escape')
  await expect(sample.button('Change duration >= 50ms')).toBeFocused()
  await sample.press('Enter', 'ControlOrMeta+A')
  await page.keyboard.type('90ms')
  await sample.press('Enter')
  await expect(page.getByText(await sayCount(sampleArchive, slow(90e6)))).toBeVisible()
  await sample.button('Change duration >= 90ms').focus()
  await sample.press('Delete')
  await expect(queryOf(sample)).toHaveText('{ resource.service.name = "payment" }')
  await expect(sample.button('Add condition')).toBeFocused()
})

test('what is written in the field and not yet searched is not lost to a menu', async ({ sample }) => {
  const { page } = sample
  await queryOf(sample).click()
  await page.keyboard.insertText('{ kind = client }')
  await page.getByRole('combobox', { name: 'Service' }).fill('paym')
  await sample.press('Enter')
  await expect(queryOf(sample)).toHaveText('{ kind = client && resource.service.name = "payment" }')
  await expect(chipsOf(sample)).toHaveText(['kind = client'])
})

test('parts that no fields can say are shown and removed whole', async ({ sample }) => {
  const { page } = sample
  await ask(sample, '{ .a = 1 || .b } && { status = error } >> { kind = client } | by(name)')
  await expect(chipsOf(sample)).toHaveText(['{ .a = 1 || .b }', '{ status = error } >> { kind = client }', 'by(name)'])
  await expect(page.getByTitle('{ status = error } >> { kind = client }', { exact: true })).toBeVisible()
  await sample.button('Remove { status = error } >> { kind = client }').focus()
  await sample.press('Delete')
  await expect(queryOf(sample)).toHaveText('{ .a = 1 || .b } | by(name)')
})

test('Jaeger’s form writes TraceQL, runs it, and is filled from it', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await sample.button('Search form').click()
  await page.getByRole('menuitem', { name: 'Jaeger’s' }).click()
  const form = sample.dialog('Jaeger’s search form')
  await expect(form.getByRole('combobox', { name: 'Service' })).toBeFocused()
  await page.keyboard.type('paym')
  await sample.press('Enter')
  const tags = form.getByRole('textbox', { name: 'Tags' })
  await tags.fill('error=true rpc.system="grpc')
  await expect(form.getByRole('alert')).toHaveText('At character 23: the value of rpc.system has no end: " is missing')
  await expect(form.getByRole('button', { name: 'Search' })).toBeDisabled()
  await tags.fill('error=true rpc.system="grpc"')
  await form.getByRole('textbox', { name: 'Max Duration' }).fill('5s')
  const written =
    '{ resource.service.name = "payment" && duration <= 5s && status = error && (span.rpc.system = "grpc" || resource.rpc.system = "grpc" || event.rpc.system = "grpc") }'
  await expect(form.getByText(written)).toBeVisible()
  await tags.press('Enter')
  await sample.idle()
  await expect(queryOf(sample)).toHaveText(written)
  const spans = `FROM spans s WHERE s.trace_id = t.trace_id AND service_name = 'payment' AND duration_ns <= 5000000000
    AND status = 'error' AND attributes['rpc.system'] = 'grpc'`
  await expect(page.getByText(await sayCount(sampleArchive, `EXISTS (${spans})`))).toBeVisible()

  await sample.button('Add condition').click()
  await page.getByRole('combobox', { name: 'Field' }).fill('Kind')
  await page.getByRole('combobox', { name: 'Value' }).fill('server')
  await sample.press('Enter')
  await sample.button('Search form').click()
  await page.getByRole('menuitem', { name: 'Jaeger’s' }).click()
  await expect(form.getByRole('combobox', { name: 'Service' })).toHaveValue('payment')
  await expect(tags).toHaveValue('error=true rpc.system=grpc span.kind=server')
  await expect(form.getByRole('textbox', { name: 'Max Duration' })).toHaveValue('5s')
  await sample.press('Escape')
  await expect(form).toHaveCount(0)
})

test('Zipkin’s form writes TraceQL, and says what it leaves out', async ({ sample, sampleArchive }) => {
  const { page } = sample
  await ask(sample, '{ resource.service.name = "payment" } | count() > 3')
  await sample.button('Search form').focus()
  await sample.press('Enter', 'ArrowDown', 'Enter')
  const form = sample.dialog('Zipkin’s search form')
  await expect(form.getByText('Search leaves out: count() > 3')).toBeVisible()
  await form.getByRole('textbox', { name: 'annotationQuery' }).fill('rpc.system=grpc and error')
  await form.getByRole('textbox', { name: 'minDuration' }).fill('2000')
  await form.getByRole('button', { name: 'Search' }).click()
  await sample.idle()
  await expect(queryOf(sample)).toHaveText(
    '{ resource.service.name = "payment" && duration >= 2000us && span.rpc.system = "grpc" && (status = error || event:name = "error") }',
  )
  const spans = `FROM spans s WHERE s.trace_id = t.trace_id AND service_name = 'payment' AND duration_ns >= 2000000
    AND status = 'error' AND attributes['rpc.system'] = 'grpc'`
  const all = await sayCount(sampleArchive, `EXISTS (${spans})`)
  await expect(page.getByText(all)).toBeVisible()

  await sample.button('Search form').click()
  await page.getByRole('menuitem', { name: 'Zipkin’s' }).click()
  const limit = form.getByRole('textbox', { name: 'limit' })
  await limit.fill('many')
  await expect(form.getByText('A whole number from 1 on, or nothing')).toBeVisible()
  await limit.fill('2')
  await limit.press('Enter')
  await sample.idle()
  await expect(page.getByText('2 of 2,000 traces')).toBeVisible()
  await expect(page.getByText('the latest 2')).toBeVisible()
  await sample.button('All that match').click()
  await sample.idle()
  await expect(page.getByText(all)).toBeVisible()
})

test('where nothing matches, it is said which condition no span meets', async ({ sample, sampleArchive }) => {
  const { page } = sample
  const slow = await sayCount(sampleArchive, 'duration_ns >= 1000000000')
  await ask(sample, '{ trace:duration >= 1s && span.foo = "x" }')
  await expect(page.getByText('No span has span.foo = "x".')).toBeVisible()
  await expect(page.getByText('No span has trace:duration')).toHaveCount(0)
  await expect(sample.button('Drop “trace:duration >= 1s”')).toBeDisabled()
  await sample.button('Drop “span.foo = "x"”').click()
  await sample.idle()
  await expect(page.getByText(slow)).toBeVisible()
  await expect(queryOf(sample)).toHaveText('{ trace:duration >= 1s }')

  // What no span meets can be dropped, even where that is not enough.
  await ask(sample, '{ span.foo = "x" && span.bar = "y" }')
  await expect(page.getByText('No span has span.foo = "x".')).toBeVisible()
  await expect(page.getByText('No span has span.bar = "y".')).toBeVisible()
  await sample.button('Drop “span.foo = "x"”').click()
  await sample.idle()
  await expect(queryOf(sample)).toHaveText('{ span.bar = "y" }')

  // Each is met, but never both, and there is a time range too.
  await sample.go(`#/traces?${new URLSearchParams({ query: '{ kind = client && kind = server }', from: '0' })}`)
  await expect(page.getByText('All of these together leave nothing.')).toBeVisible()
  await expect(sample.button('Drop “time range”')).toBeDisabled()
  await sample.button('Reset all filters').click()
  await expect(page.getByText('2,000 traces', { exact: true })).toBeVisible()
})
