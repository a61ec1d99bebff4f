import type {
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import type { SettingsOwner } from '../../src/conversation/stored-settings.ts'
import type { Outcome } from '../../src/discord/interactions/handler.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { App } from '../command.ts'
import type { Describing } from './describe.ts'
import { panelOf } from './panel.ts'
import {
  readTarget,
  refuseSettings,
  type SettingsInteraction,
  type Target,
  targetOf,
  targetsHere,
} from './target.ts'

/** Any use of the panel. */
export type PanelInteraction = SettingsInteraction &
  Pick<ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction, 'guild' | 'locale'>

/** Why somebody may not see or change settings there, in words; undefined if they may. */
export const maySettings = (interaction: PanelInteraction): string | undefined =>
  refuseSettings(interaction, stringsFor(interaction.locale))

/** What the panel's words are made of, for whoever uses it. */
export const describing = async ({ guild, locale }: PanelInteraction, app: App): Promise<Describing> => ({
  strings: stringsFor(locale),
  operator: app.operator,
  models: (await app.models()).filter(({ id }) => app.operator.bounds.models?.includes(id) ?? true),
  guild,
})

/** The panel of a target, which may have been deleted meanwhile. */
export const showPanel = async (
  interaction: PanelInteraction,
  target: Target | undefined,
  app: App,
): Promise<Outcome> => {
  if (target === undefined) return { refused: stringsFor(interaction.locale).panel.gone }
  const read = await readTarget(target, app)
  return { shown: panelOf(read, targetsHere(interaction), await describing(interaction, app)) }
}

/** The owner that a custom id or value of a panel names, such as `server-1`. */
const ownerIn = (id: string): SettingsOwner | undefined => {
  const [, type, ownerId] = /^(server|channel|person)-(\d{1,20})$/.exec(id) ?? []
  if (ownerId === undefined) return undefined
  return { type: type === 'server' || type === 'person' ? type : 'channel', id: ownerId }
}

/** The target that such an id names, if its settings may be changed there. */
export const targetIn = (id: string, interaction: PanelInteraction): Target | undefined => {
  const owner = ownerIn(id)
  return owner && targetOf(owner, interaction)
}
