import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../explorerTest'

test('the taskbar shows how much of an import is done, and nothing when it has ended', async ({
  explorer,
  dataFolder,
  sampleExport,
}) => {
  const path = join(dataFolder, 'shop.jsonl')
  await cp(sampleExport, path)
  const shown = await explorer.electron?.evaluateHandle(({ BrowserWindow }) => {
    const shares: number[] = []
    for (const window of BrowserWindow.getAllWindows()) window.setProgressBar = (share) => void shares.push(share)
    return shares
  })
  await explorer.drop(path)
  await expect(explorer.traces).toHaveAttribute('aria-rowcount', '2001')
  const shares = (await shown?.jsonValue()) ?? []
  // 2 stands for an import of which nothing can be told yet.
  expect(shares[0]).toBe(2)
  const told = shares.slice(0, -1).filter((share) => share !== 2)
  expect(told.length).toBeGreaterThan(0)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(Math.max(...told)).toBeLessThan(1)
  expect(shares.at(-1)).toBe(-1)
})
