import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startServer, type Server } from '../../main/serve/startServer'
import { webSocketPort } from '../../main/serve/webSocketPort'
import { connect } from '../../preload/contract/channel'
import type { ShellRequests } from '../../preload/contract/explorer'
import { builtEntries, builtRenderer } from '../support/runtimes'

let data: string
let server: Server
let host: string
let cookie: string

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'traceloupe-serve-'))
  process.env.TRACELOUPE_DATA = data
  server = await startServer({ entryFolder: builtEntries, rendererFolder: builtRenderer, paths: [], port: 0 })
  host = new URL(server.address).host
  const { headers } = await get(server.address)
  cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
})
afterAll(async () => {
  await server.close()
  delete process.env.TRACELOUPE_DATA
  await rm(data, { recursive: true, force: true })
})

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, `http://${host}`), { headers, method }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

function socketStatus(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${host}${path}`, { headers })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('error', () => undefined)
  })
}

describe('the way in', () => {
  it('is on loopback alone', () => {
    expect(new URL(server.address).hostname).toBe('127.0.0.1')
  })

  it('gives a cookie for the token that scripts and other sites cannot use', async () => {
    const other = await startServer({ entryFolder: builtEntries, rendererFolder: builtRenderer, paths: [], port: 0 })
    const { status, headers } = await get(other.address)
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']?.[0]).toMatch(/^traceloupe=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/)
    await other.close()
  })

  it('takes the token once', async () => {
    expect((await get(server.address)).status).toBe(403)
  })

  it('refuses whoever has no cookie, or a wrong one', async () => {
    expect((await get('/')).status).toBe(403)
    expect((await get('/', { cookie: 'traceloupe=guess' })).status).toBe(403)
    expect((await get('/?token=guess', { cookie: 'traceloupe=guess' })).status).toBe(403)
  })

  it('refuses another host name, which a rebound name would send', async () => {
    expect((await get('/', { cookie, host: 'evil.example' })).status).toBe(403)
    expect((await get('/', { cookie, host: `evil.example:${host.split(':')[1]}` })).status).toBe(403)
  })

  it("refuses another site's page", async () => {
    expect((await get('/', { cookie, origin: 'http://evil.example' })).status).toBe(403)
    expect((await get('/', { cookie, origin: 'null' })).status).toBe(403)
  })
})

describe('files of the renderer', () => {
  it('come with a policy that allows no foreign code', async () => {
    const { status, headers } = await get('/', { cookie })
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('are the only files', async () => {
    for (const path of ['/../package.json', '/%2e%2e/main/cli.js', '/assets/../../main/cli.js', '/assets', '/x.html'])
      expect((await get(path, { cookie })).status, path).toBe(404)
  })
})

describe('WebSockets', () => {
  it('open for our own page', async () => {
    expect(await socketStatus('/port/shell', { cookie, origin: `http://${host}` })).toBe(101)
  })

  it.each([
    ['without a cookie', () => ({ origin: `http://${host}` })],
    ['without an origin', () => ({ cookie })],
    ['from another origin', () => ({ cookie, origin: 'http://evil.example' })],
    ['for another host', () => ({ cookie, origin: `http://${host}`, host: 'evil.example' })],
  ])('are refused %s', async (_, headers) => {
    expect(await socketStatus('/port/shell', headers())).toBe(403)
  })

  it('are refused to an archive that was not opened, and to nothing', async () => {
    const headers = { cookie, origin: `http://${host}` }
    expect(await socketStatus('/port/queries?archive=/etc/passwd', headers)).toBe(403)
    expect(await socketStatus('/port/else', headers)).toBe(403)
  })
})

describe('paths', () => {
  async function opened(path: string) {
    const socket = new WebSocket(`ws://${host}/port/shell`, { headers: { cookie, origin: `http://${host}` } })
    await once(socket, 'open')
    const shell = connect<ShellRequests>(webSocketPort(socket))
    const result = await shell.ask('archive.open', { paths: [path] })
    shell.close()
    return result
  }

  it.each(['/etc/passwd', '..', '../recent.json', 'batch/../..', ''])(
    'of the machine are refused, and nothing is removed: %s',
    async (path) => {
      const asked = path.startsWith('/') ? path : `${join(data, 'uploads')}/${path}`
      await mkdir(join(data, 'uploads'), { recursive: true })
      await writeFile(join(data, 'recent.json'), '[]')
      expect(await opened(asked)).toMatchObject({
        failure: { code: 'file_unreadable', problem: expect.stringContaining('a browser may open only') },
      })
      expect(await readFile(join(data, 'recent.json'), 'utf8')).toBe('[]')
    },
  )

  it('of an upload are opened, after which the upload is gone', async () => {
    const upload = join(data, 'uploads/fedcba9876543210/notes.txt')
    await mkdir(join(upload, '..'), { recursive: true })
    await writeFile(upload, 'no trace')
    expect(await opened(upload)).toMatchObject({ failure: { code: 'not_recognised', path: upload } })
    await expect(stat(upload)).rejects.toThrow('ENOENT')
  })
})

describe('downloads', () => {
  async function saved(name: string) {
    const socket = new WebSocket(`ws://${host}/port/shell`, { headers: { cookie, origin: `http://${host}` } })
    await once(socket, 'open')
    const shell = connect<ShellRequests>(webSocketPort(socket))
    const result = await shell.ask('file.save', { name, content: new TextEncoder().encode('<svg/>') })
    shell.close()
    return result
  }

  it('are had once, by who has the cookie, and are then gone', async () => {
    const { value } = await saved('trace-1.svg')
    const address = value && 'address' in value ? value.address : ''
    expect((await get(address)).status).toBe(403)
    expect((await get(address, { cookie, origin: 'http://evil.example' })).status).toBe(403)
    const { status, headers, body } = await get(address, { cookie })
    expect([status, body]).toEqual([200, '<svg/>'])
    expect(headers['content-disposition']).toBe('attachment; filename="trace-1.svg"')
    expect(headers['content-type']).toBe('application/octet-stream')
    expect((await get(address, { cookie })).status).toBe(404)
    await expect.poll(() => readdir(join(data, 'downloads'))).toEqual([])
  })

  it.each(['../escape', 'a/b', 'a"b', '', '.hidden'])('with the name “%s” are refused', async (name) => {
    expect(await saved(name)).toMatchObject({ failure: { code: 'bad_request' } })
  })

  it('are nothing else of the machine', async () => {
    for (const path of ['/download/', `/download/${'0'.repeat(32)}`, '/download/%2e%2e%2frecent.json'])
      expect((await get(path, { cookie })).status, path).toBe(404)
  })
})

describe('uploads', () => {
  const query = (name: string) =>
    `/upload?${new URLSearchParams({ batch: '0123456789abcdef', name, modified: '1700000000000' })}`

  it('are written with their name and time', async () => {
    const answer = await get(query('folder/a.json'), { cookie, origin: `http://${host}` }, 'POST', '{"a":1}')
    expect(answer.status).toBe(200)
    expect(answer.body).toBe(join(data, 'uploads/0123456789abcdef/folder'))
    expect(await readFile(join(answer.body, 'a.json'), 'utf8')).toBe('{"a":1}')
  })

  it.each(['../escape', 'a/../../escape', '/etc/escape', 'a\\..\\escape', '', '.', '..'])(
    'with the name “%s” are refused',
    async (name) => {
      const answer = await get(query(name), { cookie, origin: `http://${host}` }, 'POST', 'x')
      expect(answer.status).toBe(400)
    },
  )

  it('are refused from elsewhere', async () => {
    expect((await get(query('b.json'), { cookie }, 'POST', 'x')).status).toBe(405)
    expect((await get(query('b.json'), { cookie, origin: 'http://evil.example' }, 'POST', 'x')).status).toBe(403)
    expect((await get(query('b.json'), { origin: `http://${host}` }, 'POST', 'x')).status).toBe(403)
    expect(await readdir(join(data, 'uploads/0123456789abcdef'))).toEqual(['folder'])
  })
})
