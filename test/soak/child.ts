import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** What the parent tells the bot's process. */
export type Order =
  | { readonly type: 'speed'; readonly speed: number }
  /** Every write to the database fails for so many ms. */
  | { readonly type: 'store'; readonly kind: 'disk-full' | 'locked'; readonly ms: number }
  /** The wall clock is set back by so much, for so many ms. */
  | { readonly type: 'wall'; readonly back: number; readonly ms: number }
  | { readonly type: 'measure' }
  | { readonly type: 'stop' }

const measuredSchema = z.object({
  underWay: z.number(),
  buckets: z.number(),
  listeners: z.number(),
  processListeners: z.number(),
  heap: z.number(),
  clockTimers: z.number(),
  handles: z.record(z.string(), z.number()),
})

/** What the bot's process holds, heap in bytes after a collection. */
export type Measured = z.infer<typeof measuredSchema>

/** The bot's process as its parent sees it. */
export type Child = {
  readonly tell: (order: Order) => void
  readonly measure: () => Promise<Measured>
  /** Does not let it run for so many real ms. */
  readonly freeze: (ms: number) => void
  /** The lines of its log. */
  readonly lines: readonly string[]
  readonly stop: () => Promise<void>
}

/** Starts the bot; resolves when it answers. */
export const startChild = async (environment: Readonly<Record<string, string>>): Promise<Child> => {
  const child = fork(fileURLToPath(new URL('./bot-process.ts', import.meta.url)), {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const lines: string[] = []
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  const tell = (order: Order): void => void child.send(order)
  await once(child, 'message')
  return {
    tell,
    lines,
    measure: async () => {
      tell({ type: 'measure' })
      const [measured] = await once(child, 'message')
      return measuredSchema.parse(measured)
    },
    freeze: (ms) => {
      child.kill('SIGSTOP')
      setTimeout(() => child.kill('SIGCONT'), ms)
    },
    stop: async () => {
      tell({ type: 'stop' })
      await once(child, 'exit')
    },
  }
}
