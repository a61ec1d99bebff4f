import { MessageFlags } from 'discord.js'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Press } from '../command.ts'
import { authorizePress } from './authorize-press.ts'

/** ℹ️: all figures of a reply, for whoever asks for them. */
export const details: Press = async (interaction, answerId, app) => {
  const pressed = await authorizePress(interaction, answerId, app)
  if (pressed === null) return
  const { content } = await app.replies.details(pressed.answer, stringsFor(interaction.locale), false)
  await interaction.reply({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } })
}
