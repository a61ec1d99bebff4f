import { z } from 'zod'
import { startBot } from '../../src/bot.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { createScaledClock } from '../world/scaled-clock.ts'
import type { Measured, Order } from './child.ts'
import { troubledStore } from './troubled-store.ts'

/** The bot in a process of its own, so that what it keeps can be measured, on a clock that is as fast as the parent's. */
const orders = z.discriminatedUnion('type', [
  z.object({ type: z.literal('speed'), speed: z.number() }),
  z.object({ type: z.literal('store'), kind: z.enum(['disk-full', 'locked']), ms: z.number() }),
  z.object({ type: z.literal('wall'), back: z.number(), ms: z.number() }),
  z.object({ type: z.literal('measure') }),
  z.object({ type: z.literal('stop') }),
]) satisfies z.ZodType<Order>

const clock = createScaledClock(1, Number.POSITIVE_INFINITY)
const store = troubledStore(clock)
const bot = await startBot(
  readConfig(process.env, () => ''),
  { clock, log: createLog('info', []), openStore: store.open },
)

const counts = (names: readonly string[]): Record<string, number> => {
  const found: Record<string, number> = {}
  for (const name of names) found[name] = (found[name] ?? 0) + 1
  return found
}

const measure = (): Measured => {
  globalThis.gc?.()
  globalThis.gc?.()
  return {
    ...bot.sizes(),
    heap: process.memoryUsage().heapUsed,
    clockTimers: clock.timers(),
    processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    handles: counts(process.getActiveResourcesInfo()),
  }
}

process.on('message', (message) => {
  const order = orders.parse(message)
  switch (order.type) {
    case 'speed':
      clock.setSpeed(order.speed)
      return
    case 'store':
      store.fail(order.kind, order.ms)
      return
    case 'wall':
      clock.setBack(order.back)
      clock.after(order.ms, () => clock.setBack(-order.back))
      return
    case 'measure':
      process.send?.(measure())
      return
    case 'stop':
      void bot.stop().then(() => process.exit(0))
  }
})
process.send?.('ready')
