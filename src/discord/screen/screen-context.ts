import type { REST } from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { ChangeTarget, Gate } from '../../pacing/gate.ts'
import type { Route } from '../rest/route.ts'
import type { SendDirectMessage } from './direct-message.ts'
import type { SendDirectPage } from './direct-page.ts'

/** What a screen on Discord needs. */
export type ScreenContext = {
  readonly rest: Pick<REST, 'request'>
  readonly clock: Clock
  /** The gate of a reply, which asks anew at each decision which requests could come next: that changes in mid-reply. */
  readonly gate: (routesOf: (way: ChangeTarget) => readonly Route[]) => Gate
  /** Makes a nonce of at most 25 characters, so that a post tried twice is one message. */
  readonly nonce: () => string
  /** The bot's own user id. */
  readonly selfId: () => string
  /** The newest message of a channel that Discord has told of. */
  readonly newestIn: (channelId: string) => string | undefined
  /** Whether a message of the bot in a channel may be a reply to another one. */
  readonly mayReply: (channelId: string) => boolean
  /** Told of each change that failed, unless Discord only wanted it later or by the token. */
  readonly onFault: (error: unknown) => void
  /** Told of a channel where Discord refuses the bot's messages (code 50013). */
  readonly onForbidden?: (channelId: string) => void
  /** Aborts when the bot disconnects: what still waits to be said is not said any more. */
  readonly signal?: AbortSignal
  /** The last way to tell an asker that their reply cannot be shown. */
  readonly sendDirectMessage?: SendDirectMessage
  /** Tells somebody what concerns them alone, where a channel hides nothing. */
  readonly sendDirectPage?: SendDirectPage
}

/** Called when a message was posted or deleted. */
export type ScreenWatcher = {
  readonly posted: (messageId: string, page: number) => Promise<void>
  readonly removed: (messageId: string) => Promise<void>
}
