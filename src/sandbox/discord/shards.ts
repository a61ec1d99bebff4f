import { guildIdOf } from './channel.ts'
import type { World, WorldChange } from './world.ts'

/** Which part of the guilds a session hears of: the shard's number, and how many there are. */
export type Shard = readonly [id: number, count: number]

/** The shard that hears of the guild, of so many (Discord's gateway documentation, "Sharding"). */
export const shardOf = (guildId: string, count: number): number =>
  Number((BigInt(guildId) >> 22n) % BigInt(count))

/** Whether the shard hears of the guild; of direct messages (`undefined`) only shard 0 hears. */
export const isOnShard = ([id, count]: Shard, guildId: string | undefined): boolean =>
  (guildId === undefined ? 0 : shardOf(guildId, count)) === id

/** The guild in which something happened; undefined for direct messages and what concerns no place. */
export const guildOf = (world: World, event: WorldChange): string | undefined => {
  if ('guild' in event) return event.guild.id
  if ('interaction' in event) return event.interaction.guildId
  if ('channel' in event) return guildIdOf(event.channel)
  const channelId = 'message' in event ? event.message.channelId : 'channelId' in event ? event.channelId : ''
  const channel = world.channels.get(channelId)
  return channel === undefined ? undefined : guildIdOf(channel)
}

/** The guilds that the bot is a member of. */
export const joinedGuilds = ({ guilds, application: { botId } }: World) =>
  [...guilds.values()].filter(({ members }) => members.has(botId))
