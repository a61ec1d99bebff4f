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
  readonly memberIds: readonly string[]
}

/** A channel, a thread below one, or a direct message channel of one person's. */
export type ChannelView = {
  readonly id: string
  readonly kind: 'text' | 'thread' | 'direct'
  /** Discord's number for the type of channel. */
  readonly type: number
  /** The server that it is in; undefined for direct messages. */
  readonly guildId: string | undefined
  readonly name: string
  readonly topic: string
  readonly parentId: string | undefined
  readonly archived: boolean
  /** Whether it is in a server that the bot is no member of. */
  readonly outside: boolean
  /** For direct messages: who may see it. */
  readonly memberIds: readonly string[]
}
