import type { SentFile } from '../act.ts'
import type { CommandView } from '../view/command.ts'
import type { BotView, ClaudeView } from '../view/demo.ts'
import type { FormView } from '../view/form.ts'
import type { MessageView } from '../view/message.ts'
import type { ChannelView, PersonView, RoleView } from '../view/places.ts'
import type { KnobsView, LagView, RequestView } from '../view/wire.ts'
import type { OpenSelect } from './select/select-place.ts'

/** The languages that a person at the page can have. */
export const locales = ['en-US', 'ja'] as const

/** One of them. */
export type Locale = (typeof locales)[number]

/** Discord's two looks. */
export type Theme = 'dark' | 'light'

/** What is being written in the box at the bottom. */
export type Composing =
  | { readonly type: 'text'; readonly text: string; readonly files: readonly SentFile[] }
  | {
      readonly type: 'command'
      readonly command: CommandView
      readonly values: Readonly<Record<string, string>>
      readonly files: Readonly<Record<string, SentFile>>
      /** Options that need not be filled in, but are shown. */
      readonly added: readonly string[]
      readonly focused: string
      readonly suggestions: readonly { readonly label: string; readonly value: string }[]
    }

/** Something that only this page says, such as that the bot did not answer. */
export type Notice = { readonly id: number; readonly text: string }

/** A part of the page that can be hidden on a narrow screen. */
export type Drawer = 'none' | 'channels' | 'wire'

/** All that the page shows. */
export type State = {
  readonly connected: boolean
  readonly guildName: string
  readonly people: readonly PersonView[]
  readonly roles: readonly RoleView[]
  readonly channels: ReadonlyMap<string, ChannelView>
  readonly messages: ReadonlyMap<string, MessageView>
  readonly commands: readonly CommandView[]
  readonly requests: readonly RequestView[]
  readonly refused: number
  readonly knobs: KnobsView
  readonly bot: BotView
  readonly claude: ClaudeView
  /** By reply, the course of how far it was written and shown. */
  readonly lag: ReadonlyMap<number, readonly LagView[]>
  readonly me: string
  readonly locale: Locale
  readonly theme: Theme
  /** Whether anything was sent from this page. */
  readonly hasSent: boolean
  readonly channelId: string
  readonly unread: ReadonlySet<string>
  /** Until when someone is typing in a channel, in milliseconds of wall time. */
  readonly typing: readonly { readonly channelId: string; readonly userId: string; readonly until: number }[]
  readonly composing: Composing
  /** The highlighted line of the list above the box. */
  readonly picked: number
  readonly replyTo: string | undefined
  readonly editing: { readonly messageId: string; readonly text: string } | undefined
  /** The message that is about to be forwarded. */
  readonly forwarding: string | undefined
  /** Whether the menu behind the + is open. */
  readonly plusOpen: boolean
  readonly menuOn: { readonly messageId: string; readonly x: number; readonly y: number } | undefined
  readonly form: FormView | undefined
  /** By the custom id of a field, why the form cannot be submitted; empty where nothing is wrong. */
  readonly formProblems: Readonly<Record<string, string>>
  /** By the custom id of a field, the files that were chosen. */
  readonly formFiles: Readonly<Record<string, readonly SentFile[]>>
  /** By `selectKey`, what was chosen in a select. */
  readonly selected: ReadonlyMap<string, readonly string[]>
  readonly openSelect: OpenSelect | undefined
  /** Ephemeral messages that were dismissed. */
  readonly dismissed: ReadonlySet<string>
  readonly notices: readonly Notice[]
  readonly drawer: Drawer
}

/** An empty box. */
export const nothingComposed: Composing = { type: 'text', text: '', files: [] }

/** The page before it has heard anything. */
export const emptyState: State = {
  connected: false,
  guildName: '',
  people: [],
  roles: [],
  channels: new Map(),
  messages: new Map(),
  commands: [],
  requests: [],
  refused: 0,
  knobs: { latencyMs: 0, limits: [], faults: [] },
  bot: { state: 'starting', says: '' },
  claude: { real: false, scripts: [] },
  lag: new Map(),
  me: '',
  locale: 'en-US',
  theme: 'dark',
  hasSent: false,
  channelId: '',
  unread: new Set(),
  typing: [],
  composing: nothingComposed,
  picked: 0,
  replyTo: undefined,
  editing: undefined,
  forwarding: undefined,
  plusOpen: false,
  menuOn: undefined,
  form: undefined,
  formProblems: {},
  formFiles: {},
  selected: new Map(),
  openSelect: undefined,
  dismissed: new Set(),
  notices: [],
  drawer: 'none',
}

/** The person with that id. */
export const personOf = (state: State, id: string): PersonView | undefined =>
  state.people.find((person) => person.id === id)

/** The bot among the people. */
export const botOf = (state: State): PersonView | undefined => state.people.find(({ bot }) => bot)
