import { type ButtonInteraction, MessageFlags, messageLink, PermissionFlagsBits, Routes } from 'discord.js'
import { titleOf } from '../../src/conversation/title.ts'
import { quiet } from '../../src/discord/interactions/acknowledgement.ts'
import { openThread } from '../../src/discord/screen/open-thread.ts'
import { threadPermission } from '../../src/discord/screen/thread-permission.ts'
import type { Page } from '../../src/display/page.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import { threadHint } from '../asking/in-thread.ts'
import type { App, Press } from '../command.ts'
import { authorizePress, type PressedAnswer } from './authorize-press.ts'

/**
 * The button "New thread": opens a thread that continues the conversation from this reply. It begins with the whole answer
 * where the channel shows only a part of it.
 */
export const newThread: Press = {
  answers: 'private',
  may: (interaction) => refusalOf(interaction, stringsFor(interaction.locale)),
  run: async (interaction, app, answerId) => {
    const strings = stringsFor(interaction.locale)
    const pressed = await authorizePress(interaction, answerId, app)
    if ('refused' in pressed) return pressed
    const { client, channelId } = interaction
    const pages = await wholeAnswer(interaction, pressed, app)
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
        content: `-# ${firstLine(interaction, linkOf(interaction, messageId), pages.length)}`,
        allowed_mentions: { parse: [] },
      },
    })
    const shown = strings.thread.opened(`<#${opened.id}>`)
    if (pages.length === 0) return { shown }
    // The answer may take a while, and nobody needs to wait for it.
    await interaction.editReply(quiet(shown)).catch(app.onFault)
    const view = app.screens.apart(opened.id, strings)
    const copied = await app.replies.copy({ answer: pressed.answer, pages, view })
    return copied === 'shown' ? {} : { shown: strings.thread.cutOff(`<#${opened.id}>`) }
  },
}

/** The pages of the whole answer, in the asker's language; none if the channel shows all of it. */
const wholeAnswer = (
  { appPermissions, locale }: ButtonInteraction,
  { answer, question }: PressedAnswer,
  { replies }: App,
): Promise<readonly Page[]> => {
  const strings = stringsFor(question?.locale ?? locale)
  return replies.pagesForThread(answer, strings, appPermissions.has(PermissionFlagsBits.AttachFiles))
}

/** Tells where the thread comes from, and how many messages of the answer follow, so that nobody misses one unnoticed. */
const firstLine = (interaction: ButtonInteraction, link: string, pages: number): string => {
  const strings = stringsFor(interaction.locale)
  const { goesOn, wholeFollows } = strings.thread
  return [goesOn(link), ...(pages > 0 ? [wholeFollows(pages)] : []), threadHint(interaction, strings)].join(
    ' ',
  )
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
