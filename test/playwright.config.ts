import { defineConfig } from '@playwright/test'

/** Tests that time something: the machine is their measure, so that nothing else may run beside them. */
const TIMED = /@timed/

export default defineConfig({
  testDir: 'app',
  outputDir: '../test-results',
  // One window and one browser at a time.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  projects: [
    // The window shows the same page: what only the page can get wrong is asked in the browser, where that is quicker.
    { name: 'desktop', testIgnore: 'browser/**', grepInvert: TIMED, workers: 1 },
    { name: 'browser', testIgnore: 'desktop/**', grepInvert: TIMED, workers: 1 },
    { name: 'desktop-timed', grep: TIMED, dependencies: ['desktop', 'browser'], workers: 1 },
    { name: 'browser-timed', grep: TIMED, dependencies: ['desktop-timed'], workers: 1 },
  ],
})
