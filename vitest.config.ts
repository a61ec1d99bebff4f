import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Half of what a worker, or a process that a test starts, does at first is to parse; from the second on that is kept.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'tendril-compile-cache')

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres/global-setup.ts'],
    // No module keeps state of its own, so the tests of one worker can share what it has imported.
    isolate: false,
    // Node runs the tests as it runs the bot: no transformation of 400 files, and none of the calls it would leave behind.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Most tests wait for sockets and processes, not for a core.
    maxWorkers: 6,
    maxConcurrency: 6,
    // Far above what any test needs alone: a limit is there to say what never came, not to measure a busy machine.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
