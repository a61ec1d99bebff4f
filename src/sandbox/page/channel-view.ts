import { type Channel, isPrivate, isThread } from '../discord/channel.ts'
import type { ChannelView } from './view/places.ts'

/** The channel as the page lists it; `nameOf` gives a user's name, for direct messages; `isOutside` tells of a server without the bot. */
export const channelView = (
  channel: Channel,
  botId: string,
  nameOf: (userId: string) => string,
  isOutside: (guildId: string) => boolean,
): ChannelView => {
  if (isPrivate(channel))
    return {
      id: channel.id,
      kind: 'direct',
      type: channel.type,
      guildId: undefined,
      name: channel.recipients.includes(botId) ? nameOf(botId) : channel.recipients.map(nameOf).join(', '),
      topic: '',
      parentId: undefined,
      archived: false,
      outside: false,
      memberIds: channel.recipients,
    }
  return {
    id: channel.id,
    kind: isThread(channel) ? 'thread' : 'text',
    type: channel.type,
    guildId: channel.guildId,
    name: channel.name,
    topic: isThread(channel) ? '' : (channel.topic ?? ''),
    parentId: isThread(channel) ? channel.parentId : undefined,
    archived: isThread(channel) && channel.archived,
    outside: isOutside(channel.guildId),
    memberIds: [],
  }
}
