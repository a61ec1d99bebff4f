import { type BaseInteraction, type ChatInputCommandInteraction, GatewayIntentBits } from 'discord.js'
import { titleOf } from '../../src/conversation/title.ts'
import { describeRefusedFiles } from '../../src/discord/attachments/refused-files.ts'
import type { Outcome } from '../../src/discord/interactions/handler.ts'
import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { openThread } from '../../src/discord/screen/open-thread.ts'
import { quoteLines } from '../../src/discord/screen/quote-lines.ts'
import { threadPermission } from '../../src/discord/screen/thread-permission.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import type { View } from '../../src/replies/view.ts'
import type { App } from '../command.ts'
import type { CommandQuestion } from './command-question.ts'
import { askInPlace, attachedFiles, questionOf } from './in-place.ts'

/**
 * Answers in a thread that begins with the question. In direct messages and in threads, where there are no threads,
 * just there; where one is missing for want of permissions, there too, with a word why.
 */
export const askInThread = async (
  interaction: ChatInputCommandInteraction,
  asked: CommandQuestion,
  app: App,
  view: View,
): Promise<Outcome> => {
  const strings = stringsFor(interaction.locale)
  if (!interaction.inGuild() || interaction.channel?.isThread())
    return askInPlace(interaction, asked, app, view)
  if (threadPermission(interaction) !== undefined)
    return askInPlace(interaction, asked, app, view, strings.messages.noThread)
  const place = placeOf(interaction)
  const question = await questionOf(interaction, asked, place)
  // Stored before anything slow, as one to be answered in the channel: should this process end before there is a thread, the
  // next one does that.
  const origin = `${interaction.id}-thread`
  const stored = await app.store.addQuestion({ ...question, origin }, view.messages())
  const messageId = view.messages()[0]?.messageId ?? (await interaction.fetchReply()).id
  const threadId = await beginThread(interaction, messageId, asked.text)
  // A thread inherits what its message shows, and this one begins afresh.
  await app.store.removeShown(messageId)
  const given = attachedFiles(asked, app, interaction.locale)
  await app.replies.ask({
    question: { ...question, place: threadId ?? place },
    strings,
    view: threadId === null ? app.screens.inChannel(place, messageId) : app.screens.inChannel(threadId),
    fetchFiles: given.fetchFiles,
    onQueued: () => {
      if (stored !== null) app.store.removeQuestion(stored.id).catch(app.onFault)
    },
  })
  const refused = describeRefusedFiles(given.refused(), strings)
  return {
    privately: [threadId === null ? strings.messages.noThread : '', refused].filter(Boolean).join('\n'),
  }
}

/**
 * Shows the question, and opens a thread from it. Gives the thread's id, or null where Discord opens none: whatever keeps it
 * from that, the question is answered.
 */
const beginThread = async (
  interaction: ChatInputCommandInteraction,
  messageId: string,
  text: string,
): Promise<string | null> => {
  const strings = stringsFor(interaction.locale)
  const { channelId, client } = interaction
  const content = quoteLines(text, mostQuoted)
  const show = (shown: string) => interaction.editReply({ content: shown, allowedMentions: { parse: [] } })
  await show(content).catch(() => undefined)
  const name = titleOf(text, 100) || strings.thread.name
  // The message is new: a thread that it has already was opened by a try whose answer was lost.
  const opened = await openThread(client.rest, { channelId, messageId, name }).catch(() => null)
  if (opened === null || opened.type === 'refused') return null
  await show(`${content}\n-# ${threadHint(interaction, strings)}`).catch(() => undefined)
  return opened.id
}

/** How one goes on in a thread of the bot's: by any message, where it may read them. */
export const threadHint = ({ client }: Pick<BaseInteraction, 'client'>, { messages }: Strings): string =>
  client.options.intents.has(GatewayIntentBits.MessageContent) ? messages.everyMessage : messages.mentionMe

/** Room for the quotation in the first message, in code points. */
const mostQuoted = 1800
