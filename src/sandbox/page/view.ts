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

/** A channel, a thread below one, or a direct message channel of one person's. */
export type ChannelView = {
  readonly id: string
  readonly kind: 'text' | 'thread' | 'direct'
  readonly name: string
  readonly topic: string
  readonly parentId: string | undefined
  readonly archived: boolean
  /** Whether it is in a server that the bot is no member of. */
  readonly outside: boolean
  /** For direct messages: who may see it. */
  readonly memberIds: readonly string[]
}

/** A file under a message. */
export type FileView = {
  readonly name: string
  readonly url: string
  readonly type: string
  readonly size: number
}

/** A choice in a select menu, or a suggestion while typing. */
export type ChoiceView = {
  readonly label: string
  readonly value: string
  readonly description: string
  readonly chosen: boolean
}

/** Something in a row under a message. */
export type ControlView =
  | {
      readonly type: 'button'
      readonly customId: string
      readonly label: string
      readonly emoji: string
      readonly style: 'primary' | 'secondary' | 'success' | 'danger' | 'link'
      readonly disabled: boolean
      readonly url: string
    }
  | {
      readonly type: 'select'
      readonly customId: string
      readonly placeholder: string
      readonly disabled: boolean
      readonly choices: readonly ChoiceView[]
    }

/** What stands in a message below its content, or instead of it. */
export type BlockView =
  | { readonly type: 'row'; readonly controls: readonly ControlView[] }
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'line' }

/** An embed, as far as the page shows it. */
export type EmbedView = {
  readonly title: string
  readonly description: string
  readonly color: string
  readonly footer: string
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

/** The kinds of message that a person can send beside plain text. */
export const specialKinds = ['poll', 'sticker', 'emoji', 'embed', 'proxied'] as const

/** One of them. */
export type SpecialKind = (typeof specialKinds)[number]

/** What a message holds beyond its text, files and embeds. */
export type ExtrasView = {
  readonly poll:
    | {
        readonly question: string
        readonly answers: readonly { readonly text: string; readonly votes: number }[]
      }
    | undefined
  /** The stickers' names. */
  readonly stickers: readonly string[]
  readonly forwarded:
    | {
        readonly content: string
        readonly embeds: readonly EmbedView[]
        readonly stickers: readonly string[]
      }
    | undefined
  /** The name under which a webhook posted it. */
  readonly postedAs: string | undefined
}

/** The message that another one answers. */
export type ReplyView = { readonly id: string; readonly authorId: string; readonly content: string }

/** A message as everyone who may see it sees it. */
export type MessageView = {
  readonly id: string
  readonly channelId: string
  readonly authorId: string
  readonly system: 'thread-created' | undefined
  readonly content: string
  /** The bot is thinking: a deferred answer that has no content yet. */
  readonly loading: boolean
  /** Who alone sees it. */
  readonly onlyFor: string | undefined
  readonly edited: boolean
  readonly createdAt: number
  readonly files: readonly FileView[]
  readonly embeds: readonly EmbedView[]
  readonly extras: ExtrasView
  readonly blocks: readonly BlockView[]
  readonly reply: ReplyView | 'deleted' | undefined
  readonly invoked: { readonly userId: string; readonly command: string; readonly slash: boolean } | undefined
  readonly threadId: string | undefined
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[]
  readonly mentionedIds: readonly string[]
}

/** Words in several languages: `default`, and by locale. */
export type Wording = { readonly default: string; readonly [locale: string]: string }

/** An option of a slash command. `kind` is what its value is. */
export type OptionView = {
  readonly name: string
  readonly label: Wording
  readonly description: Wording
  readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'user' | 'channel' | 'role' | 'file'
  readonly required: boolean
  readonly suggests: boolean
  readonly choices: readonly { readonly label: Wording; readonly value: string }[]
  readonly maxLength: number | undefined
}

/** A command that the bot registered; a subcommand stands here under its full name. */
export type CommandView = {
  /** As typed after the slash: `ask`, or `settings show`. */
  readonly name: string
  readonly label: Wording
  readonly kind: 'slash' | 'user' | 'message'
  readonly description: Wording
  readonly options: readonly OptionView[]
}

/** A field of a form that the bot shows. */
export type FieldView = {
  readonly customId: string
  readonly label: string
  readonly description: string
  readonly required: boolean
  readonly input:
    | {
        readonly type: 'text'
        readonly long: boolean
        readonly value: string
        readonly placeholder: string
        readonly maxLength: number
      }
    | {
        readonly type: 'choices'
        readonly many: boolean
        /** A menu, or radios and checkboxes that all show. */
        readonly drawn: 'menu' | 'list'
        readonly choices: readonly ChoiceView[]
      }
    | { readonly type: 'checkbox'; readonly checked: boolean }
    | { readonly type: 'files'; readonly many: boolean }
}

/** A form that the bot shows to one person. */
export type FormView = {
  readonly interactionId: string
  readonly userId: string
  readonly title: string
  readonly parts: readonly (FieldView | { readonly text: string })[]
}

/** One request of the bot's. */
export type RequestView = {
  readonly number: number
  readonly method: string
  readonly path: string
  readonly status: number
  readonly ms: number
  readonly bucket: string | undefined
  readonly limit: number | undefined
  readonly remaining: number | undefined
  readonly resetAfterMs: number | undefined
  readonly scope: string | undefined
  /** Wall time in milliseconds. */
  readonly at: number
}

/** How many characters Claude has written and how many are shown, at one moment in milliseconds of wall time. */
export type LagView = {
  readonly reply: number
  readonly at: number
  readonly written: number
  readonly shown: number
  /** For how long what is written but not shown has been so, in milliseconds. */
  readonly behindMs: number
  readonly writing: boolean
}

/** What can be made to go wrong from the page. */
export const faultNames = [
  'status-503',
  'status-403',
  'html-403',
  'status-413',
  'drop-before',
  'drop-after',
  'silence',
  'shared-429',
  'bare-429',
  'status-401',
  'auto-mod',
  'harmful-link',
  'time-out',
  'close-gateway',
  'outage',
  'models-list',
] as const

/** One of them. */
export type FaultName = (typeof faultNames)[number]

/** The knobs of the wire. */
export type KnobsView = {
  readonly latencyMs: number
  readonly limits: readonly {
    readonly route: string
    readonly label: string
    readonly limit: number
    readonly windowMs: number
  }[]
  /** The faults that can be set, and how many requests each still waits for: 0 if it is not set, `on` until taken back. */
  readonly faults: readonly {
    readonly name: FaultName
    readonly label: string
    readonly explains: string
    readonly waiting: number | 'on'
  }[]
}

/** How the bot's process is. */
export type BotView = { readonly state: 'starting' | 'online' | 'offline' | 'ended'; readonly says: string }

/** A scripted reply: its name alone calls it up, and so does its example. */
export type ScriptView = {
  readonly name: string
  readonly shows: string
  readonly example: string
  readonly group: 'everyday' | 'failures' | 'kinds'
}

/** Who answers, and with which scripted replies. */
export type ClaudeView = {
  readonly real: boolean
  readonly scripts: readonly ScriptView[]
}

/** All that a page shows when it is opened. */
export type Snapshot = {
  readonly guildName: string
  readonly people: readonly PersonView[]
  readonly channels: readonly ChannelView[]
  readonly messages: readonly MessageView[]
  readonly commands: readonly CommandView[]
  readonly requests: readonly RequestView[]
  readonly refused: number
  readonly knobs: KnobsView
  readonly bot: BotView
  readonly claude: ClaudeView
}

/** What the server tells an open page. */
export type News =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'message'; readonly message: MessageView }
  | { readonly type: 'message-gone'; readonly id: string }
  | { readonly type: 'channel'; readonly channel: ChannelView }
  | { readonly type: 'channel-gone'; readonly id: string }
  | { readonly type: 'typing'; readonly channelId: string; readonly userId: string }
  | { readonly type: 'commands'; readonly commands: readonly CommandView[] }
  | { readonly type: 'form'; readonly form: FormView }
  | {
      readonly type: 'not-answered'
      readonly userId: string
      readonly channelId: string
      readonly command: string
    }
  | { readonly type: 'request'; readonly request: RequestView }
  | { readonly type: 'lag'; readonly lag: LagView }
  | { readonly type: 'knobs'; readonly knobs: KnobsView }
  | { readonly type: 'bot'; readonly bot: BotView }
