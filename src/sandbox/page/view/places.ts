/** A person or the bot, as the page shows them. */
export type PersonView = {
  readonly id: string
  readonly name: string
  readonly bot: boolean
  /** Whether it is a webhook's name, not the bot of this demo. */
  readonly webhook?: boolean
  readonly moderator: boolean
  readonly color: string
  /** The language of the person's own client. */
  readonly locale: string
}

/** A role of a server. */
export type RoleView = {
  readonly id: string
  readonly guildId: string
  readonly name: string
  /** As #rrggbb; empty for none. */
  readonly color: string
  /** Whether nobody can be given it: everyone's role, and those of bots. */
  readonly fixed: boolean
  readonly memberIds: readonly string[]
}

/** A channel, a category of channels, a thread below one, or a direct message channel of one person's. */
export type ChannelView = {
  readonly id: string
  readonly kind: 'text' | 'category' | 'thread' | 'direct'
  /** Discord's number for the type of channel. */
  readonly type: number
  /** The server that it is in; undefined for direct messages. */
  readonly guildId: string | undefined
  readonly name: string
  readonly topic: string
  /** The category of a channel, or the channel of a thread. */
  readonly parentId: string | undefined
  readonly archived: boolean
  /** Whether it is in a server that the bot is no member of. */
  readonly outside: boolean
  /** The ids of those who may see it. */
  readonly seenBy: readonly string[]
  /** The ids of those who may write in it. */
  readonly writtenBy: readonly string[]
  /** By the id of a person, what they may do there: Discord's permission bits as a decimal number. */
  readonly permissions: Readonly<Record<string, string>>
}
