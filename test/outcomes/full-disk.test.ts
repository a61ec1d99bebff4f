import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, test } from 'vitest'
import { checkOutcome } from './check-outcome.ts'
import { inTwo, well } from './in-two.ts'
import type { Outcome, Stage } from './outcome.ts'

/** A disk of one megabyte, where this user may make one: as root on Linux. */
const mountSmall = (): string | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    return undefined
  }
}

const disk = mountSmall()
afterAll(() => {
  if (disk !== undefined) execFileSync('umount', [disk])
})

const filler = join(disk ?? '', 'filler')

/** Until not one byte more fits. */
const fill = (): void => {
  for (const size of [4096, 1]) {
    try {
      for (;;) appendFileSync(filler, 'x'.repeat(size))
    } catch {
      // It is full now.
    }
  }
}

const pass = ({ clock }: Stage, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve))

const outcome: Outcome = {
  ...{ what: 'the disk is full from mid-reply on, for two minutes', speed: 5 },
  ...{ answer: () => inTwo(3_000), ...well, logs: ['error: fault (StoreFailed)'] },
  meanwhile: async ({ texted }) => {
    await texted()
    fill()
  },
  afterwards: async (stage) => {
    stage.clock.setSpeed(100)
    await pass(stage, 120_000)
    rmSync(filler)
    await pass(stage, 31_000)
    stage.clock.setSpeed(1)
  },
}

test.skipIf(disk === undefined)('a disk that is really full loses nothing', async ({ expect }) => {
  await checkOutcome({ outcome, options: { environment: { DATABASE_URL: `file:${disk}/t.db` } } }, expect)
})
