import { expect, test } from '../explorerTest'

// What the window refuses is also said on the console.
test.use({ mayComplain: true })

test('the window is sandboxed, isolated, and without Node', async ({ explorer }) => {
  const preferences = await explorer.electron?.evaluate(({ BrowserWindow }) => {
    // Electron has it, but its types do not.
    const contents: object | undefined = BrowserWindow.getAllWindows()[0]?.webContents
    const known = contents && 'getLastWebPreferences' in contents ? contents.getLastWebPreferences : null
    return typeof known === 'function' ? (known.call(contents) as unknown) : null
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    webSecurity: true,
  })
  expect(
    await explorer.page.evaluate(() => ['require', 'process', 'Buffer', 'module'].filter((name) => name in window)),
  ).toEqual([])
})

test('the page sees ports and paths, and nothing else of the shell', async ({ explorer }) => {
  expect(await explorer.page.evaluate(() => Object.keys(window.traceloupe ?? {}).sort())).toEqual([
    'pathOf',
    'requestPort',
  ])
})

test("only the program's own scripts run", async ({ explorer }) => {
  expect(await explorer.page.evaluate(() => location.origin)).toBe('app://traceloupe')
  const policy = await explorer.page.evaluate(async () => {
    const { headers } = await fetch('/')
    return headers.get('content-security-policy')
  })
  expect(policy).toContain("default-src 'none'; script-src 'self';")
  const ran = await explorer.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.head.append(script)
    return 'injected' in window
  })
  expect(ran).toBe(false)
  const fetched = await explorer.page.evaluate(() =>
    fetch('https://example.com').then(
      () => 'fetched',
      () => 'refused',
    ),
  )
  expect(fetched).toBe('refused')
  expect(await explorer.page.evaluate(async () => (await fetch('/../main/cli.js')).status)).toBe(404)
})

test('no navigation, no new windows, no permissions', async ({ explorer }) => {
  const { page, electron } = explorer
  await page.waitForURL('**/#/welcome')
  const before = page.url()
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  const opened = await page.evaluate(() => window.open('https://example.com/') === null)
  expect(opened).toBe(true)
  expect(page.url()).toBe(before)
  expect(await electron?.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  const asked = await page.evaluate(() => Notification.requestPermission())
  expect(asked).toBe('denied')
  const camera = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    ),
  )
  expect(camera).toMatch(/NotAllowedError|NotFoundError/)
})

test('a message from another frame gets no port', async ({ explorer }) => {
  const { electron, page } = explorer
  // A frame that the page is made to hold, and a hidden window that shows something else.
  const answered = await electron?.evaluate(async ({ BrowserWindow, ipcMain }) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
    await stranger.loadURL('data:text/html,<p>stranger</p>')
    let answers = 0
    stranger.webContents.postMessage = () => void (answers += 1)
    for (const listener of ipcMain.listeners('port')) {
      const event = { sender: stranger.webContents, senderFrame: stranger.webContents.mainFrame }
      listener.call(ipcMain, event, { id: 1, place: 'shell', archive: '' })
    }
    stranger.destroy()
    return answers
  })
  expect(answered).toBe(0)
  expect(await page.evaluate(() => document.documentElement.dataset.idle)).toBe('true')
})
