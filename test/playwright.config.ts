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
    { name: 'desktop', testIgnore: ['browser/**', 'page/**'], grepInvert: TIMED, workers: 1 },
    { name: 'browser', testIgnore: ['desktop/**', 'page/**'], grepInvert: TIMED, workers: 1 },
    // What only the page can get wrong, which is the same in the window: in a browser alone, as workers get free.
    { name: 'page', testMatch: 'page/**/*.spec.ts', grepInvert: TIMED },
    {
      name: 'desktop-timed',
      testIgnore: 'page/**',
      grep: TIMED,
      dependencies: ['desktop', 'browser', 'page'],
      workers: 1,
    },
    { name: 'browser-timed', testIgnore: 'page/**', grep: TIMED, dependencies: ['desktop-timed'], workers: 1 },
  ],
})
