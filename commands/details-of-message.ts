import { ApplicationCommandType } from 'discord.js'
import { toComponents } from '../src/discord/interactions/components.ts'
import { threadPermission } from '../src/discord/screen/thread-permission.ts'
import { localizedName, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import type { MessageCommand } from './command.ts'

/**
 * The message command Details: privately shows the figures of one of the bot's answers, with the buttons that only
 * the newest answer carries.
 */
export const detailsOfMessage = {
  definition: {
    ...localizedName(({ details }) => details.menu),
    ...allContexts,
    type: ApplicationCommandType.Message,
  },
  run: {
    answers: 'private',
    run: async (interaction, { store, replies }) => {
      const strings = stringsFor(interaction.locale)
      const shown = await store.shownBy(interaction.targetId)
      const turn = shown && (await store.turn(shown.turnId))
      if (turn?.role !== 'answer') return { refused: strings.details.noAnswer }
      await replies.settled(turn.parentId)
      if (replies.isBusy(turn.parentId)) return { refused: strings.press.stillWriting }
      const hasThreads = threadPermission(interaction) === undefined
      const { content, controls } = await replies.details(turn, strings, hasThreads)
      return { shown: { content, components: toComponents(controls) } }
    },
  },
} as const satisfies MessageCommand
