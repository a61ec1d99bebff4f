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
 * Opens a thread and answers there. Answers in place where there are no threads (direct messages, threads), and where
 * the bot lacks the permission; then it says why.
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
  // Stored before the thread is opened, as a question in the channel. If the process dies in between, the next start
  // answers it there.
  const origin = `${interaction.id}-thread`
  const stored = await app.store.addQuestion({ ...question, origin }, view.messages())
  const messageId = view.messages()[0]?.messageId ?? (await interaction.fetchReply()).id
  const threadId = await beginThread(interaction, messageId, asked.text)
  // A thread inherits the conversation of its first message, and this one is to start empty.
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

/** Posts the question and opens a thread from it. Returns the thread's id, or null if Discord does not open one. */
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
  // The message is new, so a thread on it was opened by an earlier try whose response was lost.
  const opened = await openThread(client.rest, { channelId, messageId, name }).catch(() => null)
  if (opened === null || opened.type === 'refused') return null
  await show(`${content}\n-# ${threadHint(interaction, strings)}`).catch(() => undefined)
  return opened.id
}

/** How to continue in one of the bot's threads: with any message, if the bot may read them, else with a mention. */
export const threadHint = ({ client }: Pick<BaseInteraction, 'client'>, { messages }: Strings): string =>
  client.options.intents.has(GatewayIntentBits.MessageContent) ? messages.everyMessage : messages.mentionMe

/** How much of the question the first message quotes, in code points. */
const mostQuoted = 1800
