import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most tests wait for sockets and processes, not for a core.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 20_000,
  },
})
