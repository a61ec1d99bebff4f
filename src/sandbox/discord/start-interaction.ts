import { createHash } from 'node:crypto'
import { type Channel, guildIdOf } from './channel.ts'
import { FIRST_ANSWER_MS, type Interaction } from './interaction.ts'
import { permissionsIn } from './permissions.ts'
import { channelOf, userOf, type World } from './world.ts'

/** Who acts and where. */
export type Act = {
  readonly channelId: string
  readonly userId: string
  /** Whether only the person installed the app; true by itself where the bot is not present. */
  readonly userInstall?: boolean
  /** The person's language; their own by default. */
  readonly locale?: string
}

/** What an act was, beyond who and where. */
export type ActDetails = Pick<Interaction, 'kind' | 'data'> &
  Partial<Pick<Interaction, 'sourceMessageId' | 'commandName' | 'commandType' | 'triggeredBy'>>

/** Where an interaction takes place, by Discord's contexts: 0 guild, 1 the bot's DM, 2 a private channel. */
export const contextOf = (world: World, channel: Channel): 0 | 1 | 2 => {
  if (guildIdOf(channel) !== undefined) return 0
  return 'recipients' in channel && channel.recipients.includes(world.application.botId) ? 1 : 2
}

/** Whether the app is there only because the person brought it along. */
export const isUserInstall = (world: World, channel: Channel, asked: boolean | undefined): boolean => {
  const guildId = guildIdOf(channel)
  const botIsIn = guildId !== undefined && world.guilds.get(guildId)?.members.has(world.application.botId)
  const botIsNear = botIsIn || contextOf(world, channel) === 1
  return asked ?? !botIsNear
}

const tokenOf = (world: World, id: string): string =>
  Buffer.from(
    `interaction:${id}:${createHash('sha512').update(`${world.application.token}${id}`).digest('base64url')}`,
  ).toString('base64url')

const fail = (world: World, id: string): void => {
  const interaction = world.interactions.get(id)
  if (interaction === undefined) return
  interaction.state = { type: 'failed' }
  world.emit({ type: 'interaction-update', interaction })
}

const notYet = {
  sourceMessageId: undefined,
  commandName: undefined,
  commandType: 1,
  triggeredBy: undefined,
  originalMessageId: undefined,
} as const

/** Starts an interaction: the bot hears of it, and has three seconds for its first answer. */
export const startInteraction = (world: World, act: Act, details: ActDetails): Interaction => {
  const channel = channelOf(world, act.channelId)
  const user = userOf(world, act.userId)
  if (permissionsIn(world, user.id, channel) === 0n)
    throw new Error(
      `"${user.name}" cannot see the channel ${channel.id}: Discord would not let them act there`,
    )
  const id = world.nextId()
  const interaction: Interaction = {
    id,
    token: tokenOf(world, id),
    userId: user.id,
    channelId: channel.id,
    guildId: guildIdOf(channel),
    locale: act.locale ?? user.locale,
    context: contextOf(world, channel),
    userInstall: isUserInstall(world, channel, act.userInstall),
    createdElapsed: world.clock.elapsed(),
    stopWaiting: world.clock.after(FIRST_ANSWER_MS, () => fail(world, id)),
    state: { type: 'pending' },
    ...notYet,
    followUpIds: [],
    ...details,
  }
  world.interactions.set(id, interaction)
  world.tokens.set(interaction.token, interaction)
  world.emit({ type: 'interaction-create', interaction })
  return interaction
}
