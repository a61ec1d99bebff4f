import { defaultSeed, type GuildSeed, type Seed } from '../../../src/sandbox/discord/seed.ts'
import { ids } from './stage.ts'

/** The first guild's place in the row of shards: what is left of its id without the lower 22 bits. */
const FIRST = 200_000_000_000n

const idOf = (index: number, part: number): string =>
  (((FIRST + BigInt(index)) << 22n) + BigInt(part)).toString()

/** The nth of `manyGuilds`: on shard `n % shards`, if the number of shards divides 200,000,000,000. */
export const guildId = (index: number): string => idOf(index, 0)

/** A channel of the nth guild. */
export const channelId = (index: number, channel = 0): string => idOf(index, channel + 1)

const guild = (index: number, channels: number): GuildSeed => ({
  id: guildId(index),
  name: `Guild ${index}`,
  members: [{ userId: ids.ada }, { userId: ids.grace }],
  channels: Array.from({ length: channels }, (_, channel) => ({
    id: channelId(index, channel),
    name: `channel-${channel}`,
  })),
})

/** A world of so many guilds, spread evenly over any usual number of shards. */
export const manyGuilds = (count: number, channels = 1): Seed => ({
  ...defaultSeed,
  guilds: Array.from({ length: count }, (_, index) => guild(index, channels)),
})
