import type { ButtonInteraction } from 'discord.js'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { App, Press } from '../command.ts'
import { replyEphemeral } from '../reply-ephemeral.ts'
import { pressedToChange } from './authorize-press.ts'
import { continueTarget, editTarget } from './edit-target.ts'

/** Regenerate: another answer in place of the one shown, which stays reachable. */
export const regenerate: Press = (interaction, answerId, app) => write(interaction, answerId, app, false)

/** Continue, and Try again: the same answer is written on at its end. */
export const continueAnswer: Press = (interaction, answerId, app) => write(interaction, answerId, app, true)

const write = async (
  interaction: ButtonInteraction,
  answerId: string,
  app: App,
  isContinued: boolean,
): Promise<void> => {
  const pressed = await pressedToChange(interaction, answerId, app)
  if (pressed === null) return
  const { conversation, question, answer } = pressed
  const strings = stringsFor(interaction.locale)
  const view = await (isContinued ? continueTarget : editTarget)(interaction, answer, app)
  const job = { question, place: conversation.place, instead: answer, strings, view }
  const outcome = await app.replies.write(isContinued ? { ...job, continues: answer.id } : job)
  if (outcome === 'busy') await tooLate(interaction)
}

/** Somebody was faster in the moment since this was looked at. */
export const tooLate = async (interaction: ButtonInteraction): Promise<void> => {
  if (interaction.ephemeral !== null) await interaction.deleteReply()
  await replyEphemeral(interaction, stringsFor(interaction.locale).press.stillWriting)
}
