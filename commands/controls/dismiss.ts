import { actorOf } from '../../src/discord/interactions/actor.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Press } from '../command.ts'

/** The button under a reply that concerns one person alone: removes it, for that person and for moderators. */
export const dismiss: Press = {
  answers: 'update',
  may: (interaction, id) => {
    const actor = actorOf(interaction)
    return actor.id === id || actor.isModerator ? undefined : stringsFor(interaction.locale).press.notYours
  },
  run: async (interaction) => {
    await interaction.deleteReply()
    return {}
  },
}
