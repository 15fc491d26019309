import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Scripts and everything else come from the program itself; styles may also be set on elements. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export interface RendererFile {
  body: Buffer
  headers: Record<string, string>
}

/** A file of the built renderer by the path in its address, with its headers; null when there is none. */
export async function rendererFile(folder: string, pathname: string): Promise<RendererFile | null> {
  const name = pathname === '/' ? '/index.html' : pathname
  // The build puts files into this folder and its `assets`, with plain names.
  if (!/^\/(assets\/)?[\w.-]+$/.test(name) || name.includes('..')) return null
  const contentType = CONTENT_TYPES[extname(name)]
  if (!contentType) return null
  try {
    return {
      body: await readFile(join(folder, name)),
      headers: {
        'Content-Type': contentType,
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cache-Control': 'no-cache',
      },
    }
  } catch {
    return null
  }
}
