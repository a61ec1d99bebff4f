import type { CommandView } from './command.ts'
import type { BotView, ClaudeView } from './demo.ts'
import type { FormView } from './form.ts'
import type { MessageView } from './message.ts'
import type { ChannelView, PersonView, RoleView } from './places.ts'
import type { KnobsView, LagView, RequestView } from './wire.ts'

/** All that a page shows when it is opened. */
export type Snapshot = {
  readonly guildName: string
  readonly people: readonly PersonView[]
  readonly roles: readonly RoleView[]
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
  | {
      readonly type: 'permissions'
      readonly people: readonly PersonView[]
      readonly roles: readonly RoleView[]
      readonly channels: readonly ChannelView[]
    }
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
