import { vi } from 'vitest'

/** What the page's state needs of a browser: an address, an idle signal, frames that are drawn at once, a memory of the tab. */
export function stubPage(hash = ''): { memory: Map<string, string>; dataset: Record<string, string> } {
  const memory = new Map<string, string>()
  const dataset: Record<string, string> = {}
  const address = { hash }
  const visit = (_state: unknown, _title: string, next: string) => {
    address.hash = next
  }
  vi.stubGlobal('document', { documentElement: { dataset } })
  vi.stubGlobal('window', { addEventListener: () => {} })
  vi.stubGlobal('location', address)
  vi.stubGlobal('history', { state: null, pushState: visit, replaceState: visit })
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => queueMicrotask(draw))
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => memory.set(key, value),
    removeItem: (key: string) => memory.delete(key),
  })
  return { memory, dataset }
}
