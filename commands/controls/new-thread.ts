import { type ButtonInteraction, MessageFlags, messageLink, Routes } from 'discord.js'
import { titleOf } from '../../src/conversation/title.ts'
import { openThread } from '../../src/discord/screen/open-thread.ts'
import { threadPermission } from '../../src/discord/screen/thread-permission.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import { threadHint } from '../asking/in-thread.ts'
import type { App, Press } from '../command.ts'
import { authorizePress } from './authorize-press.ts'

/** The button "New thread": opens a thread that continues the conversation from this reply. */
export const newThread: Press = {
  answers: 'private',
  may: (interaction) => refusalOf(interaction, stringsFor(interaction.locale)),
  run: async (interaction, app, answerId) => {
    const strings = stringsFor(interaction.locale)
    const pressed = await authorizePress(interaction, answerId, app)
    if ('refused' in pressed) return pressed
    const { client, channelId } = interaction
    const messageId = await shownOn(interaction, answerId, app)
    const name = titleOf(pressed.question?.text ?? '', 100) || strings.thread.name
    const opened = await openThread(client.rest, { channelId, messageId, name })
    if (opened.type !== 'opened') {
      const { existsAlready, refused } = strings.thread
      return { shown: opened.type === 'exists' ? existsAlready(`<#${messageId}>`) : refused }
    }
    await app.store.inherit(opened.id, answerId)
    await client.rest.post(Routes.channelMessages(opened.id), {
      body: {
        content: `-# ${strings.thread.goesOn(linkOf(interaction, messageId))} ${threadHint(interaction, strings)}`,
        allowed_mentions: { parse: [] },
      },
    })
    return { shown: strings.thread.opened(`<#${opened.id}>`) }
  },
}

const refusalOf = (interaction: ButtonInteraction, { thread }: Strings): string | undefined => {
  switch (threadPermission(interaction)) {
    case 'not-here':
      return thread.notHere
    case 'you-may-not':
      return thread.youMayNot
    case 'bot-may-not':
      return thread.botMayNot
    case undefined:
      return undefined
  }
}

/**
 * The message to open the thread on: the one with the button, or the answer's last message if the button is in a
 * private panel.
 */
const shownOn = async (
  { message }: ButtonInteraction,
  answerId: string,
  { store }: Pick<App, 'store'>,
): Promise<string> => {
  if (!message.flags.has(MessageFlags.Ephemeral)) return message.id
  return (await store.shown(answerId)).at(-1)?.messageId ?? message.id
}

const linkOf = ({ channelId, guildId }: ButtonInteraction, messageId: string): string =>
  guildId === null ? messageLink(channelId, messageId) : messageLink(channelId, messageId, guildId)
