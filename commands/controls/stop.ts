import { actorOf } from '../../src/discord/interactions/actor.ts'
import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Press } from '../command.ts'
import { replyEphemeral } from '../reply-ephemeral.ts'

/** Stop: ends a reply that waits or grows. */
export const stop: Press = async (interaction, questionId, app) => {
  const strings = stringsFor(interaction.locale)
  const outcome = app.replies.stop(questionId, placeOf(interaction), actorOf(interaction))
  switch (outcome) {
    case 'stopped':
      await interaction.deferUpdate()
      return
    case 'not-yours':
      await replyEphemeral(interaction, strings.press.notYours)
      return
    case 'gone':
      await replyEphemeral(interaction, strings.press.finished)
  }
}
