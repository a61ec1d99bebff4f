import type { PrivateChannel } from './channel.ts'
import type { World } from './world.ts'

const sameRecipients = (channel: PrivateChannel, ids: readonly string[]): boolean =>
  channel.recipients.length === ids.length && ids.every((id) => channel.recipients.includes(id))

/** The direct channel between these users, made now if there was none. */
export const privateChannelOf = (world: World, type: 1 | 3, ids: readonly string[]): PrivateChannel => {
  for (const channel of world.channels.values())
    if ((channel.type === 1 || channel.type === 3) && channel.type === type && sameRecipients(channel, ids))
      return channel
  const made: PrivateChannel = { id: world.nextId(), type, recipients: [...ids], lastMessageId: undefined }
  world.channels.set(made.id, made)
  world.emit({ type: 'channel-create', channel: made })
  return made
}
