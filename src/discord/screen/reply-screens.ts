import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  InteractionContextType,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  RateLimitError,
  RESTJSONErrorCodes,
} from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { PostedMessage, ShownMessage, Store } from '../../conversation/store.ts'
import type { Page } from '../../display/page.ts'
import { english, stringsFor } from '../../i18n/languages.ts'
import type { Strings } from '../../i18n/strings.ts'
import type { View } from '../../replies/view.ts'
import { retry } from '../../retry.ts'
import { canSendMessages, canUseBotToken, hasBotAccess } from '../interactions/bot-access.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { postNotice } from './notice.ts'
import { createReplyMessages, type Recipient, type ReplyMessages } from './reply-messages.ts'
import { createScreen } from './screen.ts'
import type { ScreenContext } from './screen-context.ts'
import { type InteractionToken, type Target, targetOn } from './target.ts'

/** An interaction whose first response can be a message of ours that grows. */
type Deferrable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction

/** Creates the views in which replies are shown. */
export type ReplyScreens = {
  /** Acknowledges an interaction within Discord's 3 s; the reply grows in the message that this makes. */
  readonly defer: (interaction: Deferrable) => Promise<View>
  /** The reply grows in new messages that follow the acknowledgement of an interaction. */
  readonly following: (interaction: Deferrable) => View
  /**
   * The reply grows in new messages of a channel, the first of them a reply to `replyTo` if given. `reader` is told where the
   * reply cannot be shown.
   */
  readonly inChannel: (channelId: string, replyTo?: string, reader?: Recipient) => View
  /** New messages in a channel that belong to no reply. They are not stored. */
  readonly apart: (channelId: string, strings: Strings) => View
  /**
   * The reply takes over messages that exist and show `pages`. `ownRoutes` says that the bot's own routes reach them too,
   * beside a token's.
   */
  readonly onMessages: (messages: readonly ShownMessage[], pages: readonly Page[], ownRoutes?: 'open') => View
  /** The token of an interaction. It ends by our clock, however that differs from Discord's: it is timed from the first call. */
  readonly tokenOf: (interaction: Deferrable) => InteractionToken
  /** A view that keeps to what an interaction allows. */
  readonly withMost: (view: View, interaction: Deferrable) => View
}

/** The lifetime of an interaction's token (https://docs.discord.com/developers/interactions/receiving-and-responding). */
const tokenLife = 15 * 60_000

/** Page of the interaction's own response where that is none of the reply's. */
const none = -1

const emptyPage: Page = { content: '', controls: [] }

/** Tokens of interactions by when they arrived: a snowflake tells Discord's time, which our clock may be minutes from. */
const createTokens = ({ now }: Pick<Clock, 'now'>): ReplyScreens['tokenOf'] => {
  const ends = new WeakMap<Deferrable, number>()
  return (interaction) => {
    const endsAt = ends.get(interaction) ?? now() + tokenLife
    ends.set(interaction, endsAt)
    return { applicationId: interaction.applicationId, token: interaction.token, endsAt }
  }
}

const readerOf = ({ user, locale }: Deferrable): Recipient => ({ id: user.id, strings: stringsFor(locale) })

/** A store that keeps nothing of what is shown. */
const nowhere = { addShown: async () => {}, removeShown: async () => {} }

const unknownReader: Recipient = { strings: english }

/** What reply screens work with. */
export type ReplyScreensContext = ScreenContext & {
  /** Whether threads can begin in a channel that the bot is in. */
  readonly hasThreads: (channelId: string) => boolean
  /** Whether the bot may surely post files in a channel. */
  readonly canAttach: (channelId: string) => boolean
}

export const createReplyScreens = (
  context: ReplyScreensContext,
  store: Pick<Store, 'addShown' | 'removeShown'>,
): ReplyScreens => {
  const tokenOf = createTokens(context.clock)
  const withMost: ReplyScreens['withMost'] = (view, interaction) =>
    withinLimits(view, interaction, tokenOf(interaction))
  return {
    tokenOf,
    withMost,
    defer: async (interaction) => {
      const token = tokenOf(interaction)
      const messageId = await acknowledge(interaction, context.clock)
      const target: Target = {
        channelId: interaction.channelId ?? '',
        token,
        messageIds: messageId === undefined ? [] : [messageId],
        ...(canUseBotToken(interaction) && { ownRoutes: 'once-shown', mayPost: mayPost(interaction) }),
      }
      const view = createView(context, store, createReplyMessages(target, readerOf(interaction)), [emptyPage])
      return withMost(view, interaction)
    },
    following: (interaction) => {
      const token = tokenOf(interaction)
      const target: Target = { channelId: interaction.channelId ?? '', token, messageIds: [], original: none }
      return withMost(
        createView(context, store, createReplyMessages(target, readerOf(interaction)), []),
        interaction,
      )
    },
    inChannel: (channelId, replyTo, reader = unknownReader) => {
      const target = { channelId, messageIds: [], ...(replyTo && { replyTo }) }
      return createView(context, store, createReplyMessages(target, reader), [])
    },
    apart: (channelId, strings) =>
      createView(context, nowhere, createReplyMessages({ channelId, messageIds: [] }, { strings }), []),
    onMessages: (messages, pages, ownRoutes) => {
      const target = { ...targetOn(messages), ...(ownRoutes && { ownRoutes }) }
      return createView(context, store, createReplyMessages(target, unknownReader), pages)
    },
  }
}

/**
 * With an app that only the person has installed: the response and five follow-ups, one of them for the notice that it is
 * ready, one for a private word.
 */
const mostPages = 4

const withinLimits = (view: View, interaction: Deferrable, token: InteractionToken): View => {
  if (isDirect(interaction)) return view
  if (!hasBotAccess(interaction)) return interactionOnlyView(view, token)
  return canSendMessages(interaction) ? view : { ...view, endsAt: token.endsAt }
}

/**
 * A view whose messages can only be edited through an interaction's token; the ones before `before` cannot be edited
 * at all.
 */
export const interactionOnlyView = (
  view: View,
  { endsAt }: Pick<InteractionToken, 'endsAt'>,
  before = 0,
): View => ({
  ...view,
  mostMessages: before + mostPages,
  endsAt,
})

const mayPost = (interaction: Deferrable): boolean => isDirect(interaction) || canSendMessages(interaction)

const isDirect = ({ context }: Pick<Deferrable, 'context'>): boolean =>
  context === InteractionContextType.BotDM

/** For so long, in ms, an acknowledgement that may have arrived is looked for. */
const lookFor = 5 * 60_000

/**
 * Acknowledges; gives the id of the message that this made, if Discord told it. The request is tried for as long as Discord
 * waits; one of which nobody knows whether it has arrived is looked for.
 */
const acknowledge = async (interaction: Deferrable, clock: Clock): Promise<string | undefined> => {
  try {
    const { resource } = await interaction.deferReply({ withResponse: true })
    return resource?.message?.id
  } catch (error) {
    const mayHaveArrived = requestFailure(error) === 'again' && !(error instanceof RateLimitError)
    if (isAcknowledged(error) || mayHaveArrived) return acknowledgedBefore(interaction, clock)
    throw error
  }
}

/** The message that an earlier try made: looked for through an outage, since the person sees that it is waited for. */
const acknowledgedBefore = async (interaction: Deferrable, clock: Clock): Promise<string> => {
  const { id } = await retry(() => interaction.fetchReply(), {
    ...{ clock, first: 100, longest: 5_000, within: lookFor },
    again: (error) => requestFailure(error) === 'again',
  })
  return id
}

/** An earlier try arrived after all, and only its answer was lost. */
const isAcknowledged = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged

/** A view on messages, recorded as showing whatever turn is shown there. */
const createView = (
  context: ReplyScreensContext,
  store: Pick<Store, 'addShown' | 'removeShown'>,
  messages: ReplyMessages,
  shown: readonly Page[],
): View => {
  const { target } = messages
  let turnId: (() => string) | undefined
  const bare = (messageId: string, page: number): PostedMessage => {
    const { channelId, token, original = 0 } = target()
    const own = page >= original && token
    return { messageId, channelId, page, ...(own && { token: own }) }
  }
  const record = async (messageId: string, page: number): Promise<void> => {
    if (turnId !== undefined) await store.addShown({ ...bare(messageId, page), turnId: turnId() })
  }
  return {
    shown,
    hasThreads: context.hasThreads(target().channelId),
    canAttach: context.canAttach(target().channelId),
    screen: (turn) => {
      turnId = turn
      return createScreen(context, messages, { posted: record, removed: store.removeShown })
    },
    notify: async (askerId, strings) => {
      const { channelId, token, messageIds, mayPost } = target()
      const [replyTo] = messageIds
      if (replyTo === undefined) return
      const content = strings.messages.answered(`<@${askerId}>`)
      // Only a message of the bot's own can be a reply; what a token posts is tied to its interaction anyway.
      const by = token && !mayPost ? { token } : {}
      await postNotice(context, { channelId, content, replyTo, pings: askerId, key: `told${replyTo}`, ...by })
    },
    messages: () => target().messageIds.map(bare),
    record: async () => {
      for (const [page, messageId] of target().messageIds.entries()) await record(messageId, page)
    },
  }
}
