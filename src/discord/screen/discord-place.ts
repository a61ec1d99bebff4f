import type { PlaceId } from '../../conversation/turn.ts'

/** A place on Discord: a channel, or one person's private conversation in it. */
type DiscordPlace = { readonly channelId: string; readonly isPrivate: boolean }

/** Undefined for a conversation in a terminal, whose place is not a channel's id. */
export const discordPlace = (place: PlaceId): DiscordPlace | undefined => {
  const [, channelId, userId] = /^(\d{17,20})(?::(\d{17,20}))?$/.exec(place) ?? []
  return channelId === undefined ? undefined : { channelId, isPrivate: userId !== undefined }
}
