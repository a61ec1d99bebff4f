import { placeOf } from '../../src/discord/place-of.ts'
import { presserOf } from '../../src/discord/presser.ts'
import { wordsFor } from '../../src/words/words.ts'
import type { Press } from '../command.ts'
import { privateWord } from '../private-word.ts'

/** Stop: ends a reply that waits or grows. */
export const stop: Press = async (interaction, questionId, app) => {
  const words = wordsFor(interaction.locale)
  const outcome = app.answering.stop(questionId, placeOf(interaction), presserOf(interaction))
  switch (outcome) {
    case 'stopped':
      await interaction.deferUpdate()
      return
    case 'not-yours':
      await privateWord(interaction, words.notYours)
      return
    case 'gone':
      await privateWord(interaction, words.gone)
  }
}
