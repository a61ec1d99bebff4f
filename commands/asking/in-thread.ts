import type { ChatInputCommandInteraction } from 'discord.js'
import { titleOf } from '../../src/conversation/title.ts'
import type { PlaceId } from '../../src/conversation/turn.ts'
import { refusedWords } from '../../src/discord/attachments/refused-files.ts'
import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { openThread } from '../../src/discord/screen/open-thread.ts'
import { quoteLines } from '../../src/discord/screen/quote-lines.ts'
import { threadPermission } from '../../src/discord/screen/thread-permission.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { App } from '../command.ts'
import { replyEphemeral } from '../reply-ephemeral.ts'
import { howToGoOn } from './how-to-go-on.ts'
import { type Asked, askInPlace, givenBy, questionOf } from './in-place.ts'

/**
 * Answers in a thread that begins with the question. In direct messages and in threads, where there are no threads,
 * just there; where one is missing for want of permissions, there too, with a word why.
 */
export const askInThread = async (
  interaction: ChatInputCommandInteraction,
  asked: Asked,
  app: App,
): Promise<void> => {
  const strings = stringsFor(interaction.locale)
  if (!interaction.inGuild() || interaction.channel?.isThread()) return askInPlace(interaction, asked, app)
  if (threadPermission(interaction) !== undefined) {
    await askInPlace(interaction, asked, app, strings.messages.noThread)
    return
  }
  const { resource } = await interaction.deferReply({ withResponse: true })
  const { channelId, client } = interaction
  const messageId = resource?.message?.id ?? (await interaction.fetchReply()).id
  const content = quoteLines(asked.text, mostQuoted)
  const show = (shown: string) => interaction.editReply({ content: shown, allowedMentions: { parse: [] } })
  await show(content)
  const name = titleOf(asked.text, 100) || strings.thread.name
  // Whatever keeps the thread from being opened, the question is answered. The message is new: a thread that it has already
  // was opened by a try whose answer was lost.
  const opened = await openThread(client.rest, { channelId, messageId, name }).catch(() => null)
  const threadId = opened === null || opened.type === 'refused' ? null : opened.id
  if (threadId === null) await replyEphemeral(interaction, strings.messages.noThread)
  else {
    await takeSettings(placeOf(interaction), threadId, app)
    await show(`${content}\n-# ${howToGoOn(interaction, strings)}`).catch(() => undefined)
  }
  const view =
    threadId === null ? app.screens.inChannel(channelId, messageId) : app.screens.inChannel(threadId)
  const given = givenBy(asked, app, interaction.locale)
  const bring = async () => {
    const files = await given.bring()
    if (given.refused().length > 0) await replyEphemeral(interaction, refusedWords(given.refused(), strings))
    return files
  }
  const question = await questionOf(interaction, asked, threadId ?? channelId)
  await app.replies.ask({ question, strings, view, bring })
}

/** A new thread begins with what its channel has chosen; from then on each goes its own way. */
const takeSettings = async (from: PlaceId, to: PlaceId, { store }: App): Promise<void> => {
  const { settings } = await store.conversation(from)
  await store.updateSettings(to, () => settings)
}

/** Room for the quotation in the first message, in code points. */
const mostQuoted = 1800
