import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import { readCustomId, readForm } from '../src/discord/interactions/components.ts'
import { stringsFor } from '../src/i18n/languages.ts'
import type { App, Command, MessageCommand } from './command.ts'
import { ReportFailed } from './report.ts'

/** All that people can use. */
export type Commands = {
  readonly commands: readonly Command[]
  readonly messageCommands: readonly MessageCommand[]
}

/**
 * Gives every interaction to the command it belongs to. A fault is told to `onFault`, and to the person in a line
 * that only they see; an interaction that is not ours is let go.
 */
export const createDispatch = (
  { commands, messageCommands }: Commands,
  app: App,
  onFault: (error: unknown) => void,
): ((interaction: Interaction) => Promise<void>) => {
  const handle = (interaction: Interaction): Promise<void> | undefined => {
    if (interaction.isChatInputCommand()) return runCommand(commands, interaction, app)
    if (interaction.isAutocomplete())
      return commands
        .find(({ definition }) => definition.name === interaction.commandName)
        ?.suggest?.(interaction, app)
    if (interaction.isMessageContextMenuCommand())
      return messageCommands
        .find(({ definition }) => definition.name === interaction.commandName)
        ?.run(interaction, app)
    if (interaction.isButton()) return press(commands, interaction, app)
    if (interaction.isModalSubmit()) return submit([...commands, ...messageCommands], interaction, app)
    return undefined
  }
  return async (interaction) => {
    try {
      await handle(interaction)
    } catch (error) {
      onFault(error instanceof ReportFailed ? error.cause : error)
      if (error instanceof ReportFailed) return
      await apologize(interaction).catch(onFault)
    }
  }
}

const runCommand = async (
  commands: readonly Command[],
  interaction: ChatInputCommandInteraction,
  app: App,
): Promise<void> => {
  const command = commands.find(({ definition }) => definition.name === interaction.commandName)
  await command?.run(interaction, app)
}

const press = async (
  commands: readonly Command[],
  interaction: ButtonInteraction,
  app: App,
): Promise<void> => {
  const meant = readCustomId(interaction.customId)
  if (meant === null) return
  const run = commands.map(({ buttons }) => buttons?.[meant.action]).find((found) => found !== undefined)
  await run?.(interaction, meant.id, app)
}

const submit = async (
  commands: readonly (Command | MessageCommand)[],
  interaction: ModalSubmitInteraction,
  app: App,
): Promise<void> => {
  const meant = readForm(interaction.customId)
  if (meant === null) return
  const run = commands.map(({ forms }) => forms?.[meant.name]).find((found) => found !== undefined)
  await run?.(interaction, meant.id, app)
}

const apologize = async (interaction: Interaction): Promise<void> => {
  if (!interaction.isRepliable()) return
  const content = stringsFor(interaction.locale).ourFault
  if (interaction.deferred || interaction.replied) {
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral })
  } else {
    await interaction.reply({ content, flags: MessageFlags.Ephemeral })
  }
}
