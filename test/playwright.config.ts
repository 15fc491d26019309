import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'app',
  outputDir: '../test-results',
  // One window at a time: the machine is the measure of the tests that time something.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  projects: [
    { name: 'desktop', testIgnore: 'browser/**' },
    { name: 'browser', testIgnore: 'desktop/**' },
  ],
})
