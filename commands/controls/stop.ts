import { actorOf } from '../../src/discord/interactions/actor.ts'
import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Press } from '../command.ts'

/** The button Stop: ends a reply that is queued or being written. */
export const stop: Press = {
  answers: 'update',
  run: async (interaction, app, questionId) => {
    const { press } = stringsFor(interaction.locale)
    switch (app.replies.stop(questionId, placeOf(interaction), actorOf(interaction))) {
      case 'stopped':
        return {}
      case 'not-yours':
        return { refused: press.notYours }
      case 'gone':
        return { refused: press.finished }
    }
  },
}
