import type { Clock } from '../../clock.ts'
import type { Channel } from '../discord/channel.ts'
import type { Message } from '../discord/message.ts'
import type { Discord } from '../discord/start-discord.ts'
import type { WorldEvent } from '../discord/world.ts'
import { fileAddress } from './file-address.ts'
import { formOf } from './form-view.ts'
import { createLag, type Lag } from './lag.ts'
import { messageView } from './message-view.ts'
import { registeredCommands } from './option-values.ts'
import { channelView, peopleViews, roleViews } from './place-views.ts'
import { requestView } from './request-view.ts'
import type { MessageView } from './view/message.ts'
import type { News, Snapshot } from './view/news.ts'
import type { ChannelView } from './view/places.ts'

/** What happens, in the page's words. */
export type Newsroom = {
  readonly channels: () => readonly ChannelView[]
  readonly messages: () => readonly MessageView[]
  readonly refused: () => number
  readonly lag: Lag
  readonly publish: (news: News) => void
  readonly subscribe: (listener: (news: News) => void) => () => void
}

/** How many requests a page is told of when it is opened. */
const recent = 60

const newsOf = (discord: Discord, views: Views, event: WorldEvent): News | undefined => {
  switch (event.type) {
    case 'message-create':
    case 'message-update':
    case 'reaction-add':
    case 'reaction-remove': {
      const message = discord.message(event.message.id) ?? event.message
      return { type: 'message', message: views.message(message) }
    }
    case 'message-delete':
      return { type: 'message-gone', id: event.message.id }
    case 'channel-create':
    case 'channel-update':
      return { type: 'channel', channel: views.channel(event.channel) }
    case 'member-update':
    case 'role-create':
    case 'role-update':
    case 'role-delete':
    case 'guild-join':
    case 'guild-available':
    case 'guild-unavailable':
    case 'guild-leave':
      return {
        type: 'permissions',
        people: peopleViews(discord),
        roles: roleViews(discord),
        channels: discord.channels().map(views.channel),
      }
    case 'channel-delete':
      return { type: 'channel-gone', id: event.channel.id }
    case 'typing':
      return { type: 'typing', channelId: event.channelId, userId: event.userId }
    case 'commands-update':
      return { type: 'commands', commands: registeredCommands(discord) }
    case 'interaction-update': {
      const { interaction } = event
      const { userId, channelId, commandName = '' } = interaction
      if (interaction.state.type === 'failed' && interaction.kind !== 'autocomplete')
        return { type: 'not-answered', userId, channelId, command: commandName }
      const form = formOf(interaction)
      return form === undefined ? undefined : { type: 'form', form }
    }
    default:
      return undefined
  }
}

type Views = ReturnType<typeof createViews>

const createViews = (discord: Discord) => {
  const around = {
    message: discord.message,
    interaction: discord.interaction,
    addressOf: fileAddress,
  }
  return {
    message: (message: Message) => messageView(message, around),
    channel: (channel: Channel) => channelView(discord, channel),
  }
}

/** Listens to a sandbox and tells in the page's words what happens; ends with the sandbox. */
export const openNewsroom = (discord: Discord, clock: Clock): Newsroom => {
  const listeners = new Set<(news: News) => void>()
  const views = createViews(discord)
  const publish = (news: News): void => {
    for (const listener of [...listeners]) listener(news)
  }
  const lag = createLag(clock, (view) => publish({ type: 'lag', lag: view }))
  let refused = 0
  discord.onEvent((event) => {
    const news = newsOf(discord, views, event)
    if (news !== undefined) publish(news)
    const isMessage = event.type === 'message-create' || event.type === 'message-update'
    if (isMessage && event.message.authorId === discord.application.botId) lag.shows(event.message.content)
  })
  discord.onRequest((exchange) => {
    if (exchange.status === 429) refused += 1
    publish({ type: 'request', request: requestView(exchange) })
  })
  return {
    channels: () => discord.channels().map(views.channel),
    messages: () => discord.channels().flatMap(({ id }) => discord.messages(id).map(views.message)),
    refused: () => refused,
    lag,
    publish,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What is there already when a page is opened, but for what only the demo knows. */
export const soFar = (discord: Discord, newsroom: Newsroom): Omit<Snapshot, 'knobs' | 'bot' | 'claude'> => ({
  guildName: discord.guilds()[0]?.name ?? '',
  people: peopleViews(discord),
  roles: roleViews(discord),
  channels: newsroom.channels(),
  messages: newsroom.messages(),
  commands: registeredCommands(discord),
  requests: discord.requests().slice(-recent).map(requestView),
  refused: newsroom.refused(),
})
