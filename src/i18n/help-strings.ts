/** A permission that the bot can do without, at a price. */
export type Wanted =
  | 'ViewChannel'
  | 'SendMessages'
  | 'SendMessagesInThreads'
  | 'ReadMessageHistory'
  | 'CreatePublicThreads'
  | 'AttachFiles'

/** What `/help` says. */
export type HelpWords = {
  readonly commands: string
  /** `entry`: what the entry in a message's menu is called. */
  readonly menu: (entry: string) => string
  readonly buttons: string
  readonly bot: string
  readonly allThere: string
  /** What each missing permission is called in Discord's settings, and what cannot be done without it. */
  readonly missing: Readonly<Record<Wanted, string>>
  readonly userInstalled: string
  readonly readsMessages: string
  readonly readsMentions: string
  readonly directMessages: string
}
