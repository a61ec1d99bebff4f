import { stringsFor } from '../../src/i18n/languages.ts'
import type { Press } from '../command.ts'
import { authorizePress } from './authorize-press.ts'

/** The button ℹ️: shows all figures of a reply privately. */
export const details: Press = {
  answers: 'private',
  run: async (interaction, app, answerId) => {
    const pressed = await authorizePress(interaction, answerId, app)
    if ('refused' in pressed) return pressed
    const { content } = await app.replies.details(pressed.answer, stringsFor(interaction.locale), false)
    return { shown: content }
  },
}
