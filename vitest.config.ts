import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // No module keeps state of its own, so the tests of one worker can share what it has imported.
    isolate: false,
    // Most tests wait for sockets and processes, not for a core.
    maxWorkers: 4,
    maxConcurrency: 6,
    testTimeout: 60_000,
    hookTimeout: 20_000,
  },
})
