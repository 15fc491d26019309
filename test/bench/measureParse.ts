import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { chromium } from '@playwright/test'
import { chromiumPath, sandboxArguments } from '../support/runtimes'

/** Milliseconds in which Chromium fetches a JSON document from this machine and parses it, doing nothing with it. */
export async function measureParse(file: string): Promise<number> {
  const { size } = await stat(file)
  const server = createServer((request, response) => {
    if (request.url !== '/document') return void response.setHeader('content-type', 'text/html').end('<p>parse</p>')
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': size })
    createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: sandboxArguments })
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${address.port}/`)
    return await page.evaluate(async () => {
      const startedAt = performance.now()
      await (await fetch('/document')).json()
      return performance.now() - startedAt
    })
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
}
