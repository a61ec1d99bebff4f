import type { ButtonInteraction } from 'discord.js'
import { wordsFor } from '../../src/words/words.ts'
import type { App, Press } from '../command.ts'
import { privateWord } from '../private-word.ts'
import { pressedToChange } from './pressed.ts'
import { takeOver, takeOverEnd } from './take-over.ts'

/** Regenerate: another answer in place of the one shown, which stays reachable. */
export const regenerate: Press = (interaction, answerId, app) => write(interaction, answerId, app, false)

/** Continue, and Try again: the same answer is written on at its end. */
export const goOn: Press = (interaction, answerId, app) => write(interaction, answerId, app, true)

const write = async (
  interaction: ButtonInteraction,
  answerId: string,
  app: App,
  isContinued: boolean,
): Promise<void> => {
  const pressed = await pressedToChange(interaction, answerId, app)
  if (pressed === null) return
  const { conversation, question, answer } = pressed
  const words = wordsFor(interaction.locale)
  const view = await (isContinued ? takeOverEnd : takeOver)(interaction, answer, app)
  const job = { question, place: conversation.place, instead: answer, words, view }
  const outcome = await app.answering.write(isContinued ? { ...job, continues: answer.id } : job)
  if (outcome === 'busy') await tooLate(interaction)
}

/** Somebody was faster in the moment since this was looked at. */
export const tooLate = async (interaction: ButtonInteraction): Promise<void> => {
  if (interaction.ephemeral !== null) await interaction.deleteReply()
  await privateWord(interaction, wordsFor(interaction.locale).stillWriting)
}
