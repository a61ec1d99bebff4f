import type { BaseInteraction, Interaction } from 'discord.js'
import { accessOf } from '../src/discord/interactions/asker.ts'
import { readCustomId, readForm, readMenu } from '../src/discord/interactions/components.ts'
import { handleInteraction } from '../src/discord/interactions/handle-interaction.ts'
import { stringsFor } from '../src/i18n/languages.ts'
import type { App, Command, MessageCommand } from './command.ts'

/** All commands. */
export type Commands = {
  readonly commands: readonly Command[]
  readonly messageCommands: readonly MessageCommand[]
}

/** Finds the command of an interaction and runs it. Ignores interactions of no command. Never rejects. */
export const createDispatch = (
  { commands, messageCommands }: Commands,
  app: App,
): ((interaction: Interaction) => Promise<void>) => {
  const { onFault, screens, clock } = app
  const refuseAccess = (interaction: BaseInteraction & { readonly locale: string }) =>
    app.refuseAccess(accessOf(interaction), stringsFor(interaction.locale))
  const context = { app, defer: screens.defer, refuseAccess, clock, onFault }
  const named = <C extends Command | MessageCommand>(all: readonly C[], name: string): C | undefined =>
    all.find(({ definition }) => definition.name === name)

  return async (interaction) => {
    if (interaction.isAutocomplete()) {
      // Autocomplete has no way to report an error.
      const suggested = named(commands, interaction.commandName)?.suggest?.(interaction, app)
      await suggested?.then((choices) => interaction.respond(choices)).catch(onFault)
    } else if (interaction.isChatInputCommand()) {
      const run = named(commands, interaction.commandName)?.run
      const handler = typeof run === 'function' ? run(interaction) : run
      if (handler) await handleInteraction(interaction, handler, '', context)
    } else if (interaction.isMessageContextMenuCommand()) {
      const handler = named(messageCommands, interaction.commandName)?.run
      if (handler) await handleInteraction(interaction, handler, '', context)
    } else if (interaction.isButton()) {
      const meant = readCustomId(interaction.customId)
      const handler = meant && first(commands.map(({ buttons }) => buttons?.[meant.action]))
      if (meant && handler) await handleInteraction(interaction, handler, meant.id, context)
    } else if (
      interaction.isStringSelectMenu() ||
      interaction.isChannelSelectMenu() ||
      interaction.isMentionableSelectMenu()
    ) {
      const meant = readMenu(interaction.customId)
      const handler = meant && first(commands.map(({ menus }) => menus?.[meant.name]))
      if (meant && handler) await handleInteraction(interaction, handler, meant.id, context)
    } else if (interaction.isModalSubmit()) {
      const meant = readForm(interaction.customId)
      const handler =
        meant && first([...commands, ...messageCommands].map(({ forms }) => forms?.[meant.name]))
      if (meant && handler) await handleInteraction(interaction, handler, meant.id, context)
    }
  }
}

const first = <T>(all: readonly (T | undefined)[]): T | undefined => all.find((found) => found !== undefined)
