import {
  type BaseInteraction,
  ChannelType,
  type Client,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js'
import type { SettingsOwner, StoredSettings } from '../../src/conversation/stored-settings.ts'
import { isGuildInstalled } from '../../src/discord/interactions/bot-access.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import { type Level, type LevelOwner, levelsOf } from '../../src/settings/level.ts'
import { type PlaceSettings, walk } from '../../src/settings/walk.ts'
import type { App } from '../command.ts'

/** The level of one owner whose settings are looked at or changed, and the levels above it, the most general first. */
export type Target = {
  readonly level: Exclude<Level, 'operator'>
  readonly owner: SettingsOwner
  readonly above: readonly LevelOwner[]
}

/** Where settings are used, as far as it decides which may be seen and changed. */
export type SettingsInteraction = Pick<
  BaseInteraction,
  | 'client'
  | 'guildId'
  | 'channelId'
  | 'user'
  | 'context'
  | 'memberPermissions'
  | 'authorizingIntegrationOwners'
>

/** Why somebody may not see or change settings there, in words: Manage Server is needed where there is a server. */
export const refuseSettings = (
  interaction: SettingsInteraction,
  { panel }: Pick<Strings, 'panel'>,
): string | undefined => {
  if (interaction.context === InteractionContextType.BotDM) return undefined
  if (!isGuildInstalled(interaction)) return panel.notHere
  return interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ? undefined : panel.mayNot
}

/** The targets that can be chosen where settings are used, the most general first. */
export const targetsHere = (interaction: SettingsInteraction): readonly Target[] => {
  const { guildId, channelId, user, client } = interaction
  if (guildId === null || channelId === null)
    return [...alone({ type: 'channel', id: channelId ?? '' }), own(user.id)]
  const path = channelPath(channelId, guildId, client)
  return path.length > 0 ? path : alone({ type: 'server', id: guildId })
}

/**
 * The target of an owner, if settings of that owner may be changed there: of this server, of its channels, or of the person.
 * The owner comes from outside. Undefined also for a channel that was deleted.
 */
export const targetOf = (owner: SettingsOwner, interaction: SettingsInteraction): Target | undefined => {
  const { guildId, client } = interaction
  const isHere = (target: Target): boolean => target.owner.type === owner.type && target.owner.id === owner.id
  if (owner.type !== 'channel' || guildId === null) return targetsHere(interaction).find(isHere)
  return channelPath(owner.id, guildId, client).find(isHere)
}

const own = (id: string): Target => ({ level: 'person', owner: { type: 'person', id }, above: [] })

/** The levels down to a channel of a server; none if it is not there. */
const channelPath = (channelId: string, guildId: string, client: Client): readonly Target[] => {
  const channel = client.channels.cache.get(channelId)
  if (channel === undefined || channel.isDMBased() || channel.guildId !== guildId) return []
  const server = { level: 'server', owner: { type: 'server', id: guildId } } as const
  if (channel.type === ChannelType.GuildCategory)
    return targets([server, { level: 'category', owner: { type: 'channel', id: channelId } }])
  const parent = channel.isThread() ? channel.parent : channel
  return targets(
    levelsOf({
      server: guildId,
      channel: parent?.id ?? channelId,
      ...(parent?.parentId && { category: parent.parentId }),
      ...(channel.isThread() && { thread: channelId }),
    }),
  )
}

const alone = (owner: SettingsOwner): readonly Target[] => targets([{ level: owner.type, owner }])

const targets = (path: readonly LevelOwner[]): readonly Target[] =>
  path.map(({ level, owner }, at) => ({ level, owner, above: path.slice(0, at) }))

/** What holds at a target, what would hold without its own settings, and those. */
export type TargetSettings = {
  readonly target: Target
  readonly here: PlaceSettings
  readonly above: PlaceSettings
  readonly stored: StoredSettings
}

/** Reads the settings of a target. Throws `StoreFailed`. */
export const readTarget = async (target: Target, { store, operator }: App): Promise<TargetSettings> => {
  const path: readonly LevelOwner[] = [...target.above, target]
  const stored = await store.settingsOf(path.map(({ owner }) => owner))
  const values = path.map(({ level }, at) => ({ level, values: stored[at] ?? {} }))
  return {
    target,
    here: walk(operator, values),
    above: walk(operator, values.slice(0, -1)),
    stored: stored.at(-1) ?? {},
  }
}
