import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { money } from '../src/display/footer.ts'
import { localized, localizedName, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import { changeSettings, mayChangeSettings, moderators } from './change-settings.ts'
import type { Command } from './command.ts'

/** `/search`: turns Claude's web search on or off in this channel. */
export const search = {
  definition: {
    ...localized(({ commands }) => commands.search),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
    default_member_permissions: moderators,
    options: [
      {
        ...localized(({ commands }) => commands.search.web),
        type: ApplicationCommandOptionType.String,
        required: true,
        choices: [
          { ...localizedName(({ commands }) => commands.search.on), value: 'on' },
          { ...localizedName(({ commands }) => commands.search.off), value: 'off' },
        ],
      },
    ],
  },
  run: {
    answers: 'public',
    may: mayChangeSettings,
    run: (interaction, app) => {
      const { settings } = stringsFor(interaction.locale)
      const webSearch = interaction.options.getString('web', true) === 'on'
      const price = money(app.prices.webSearchPer1000 / 1000)
      return changeSettings(
        interaction,
        { search: webSearch },
        webSearch ? settings.searchOn(price) : settings.searchOff,
        app,
      )
    },
  },
} as const satisfies Command
