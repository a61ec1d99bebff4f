import { z } from 'zod'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { sharedClock } from './shared-clock.ts'
import { type Noted, note } from './watch.ts'
import { discordWith, personId } from './world.ts'

/** Discord in a process of its own, so that what is measured is the bot alone. Talks with its parent. */
const orderSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ask'), channelId: z.string() }),
  z.object({ type: z.literal('report') }),
])

const [limit, window, latencyMs, channels] = process.argv.slice(2).map(Number)
const bucket = { limit: limit ?? 5, window: window ?? 2_000 }
const discord = await startDiscord(discordWith(sharedClock, bucket, latencyMs ?? 60, channels ?? 1))
const noted: Noted[] = []
discord.onRequest((exchange) => {
  const one = note(exchange)
  if (one) noted.push(one)
})
process.on('message', (message) => {
  const order = orderSchema.parse(message)
  if (order.type === 'ask') discord.runCommand({ channelId: order.channelId, userId: personId, name: 'ask' })
  else process.send?.({ type: 'noted', noted: noted.splice(0) })
})
process.send?.({ type: 'ready', url: discord.url, token: discord.token })
