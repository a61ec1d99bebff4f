import type { ChatInputCommandInteraction } from 'discord.js'
import { titleOf } from '../../src/conversation/title.ts'
import type { PlaceId } from '../../src/conversation/turn.ts'
import { noThread } from '../../src/discord/no-thread.ts'
import { openThread } from '../../src/discord/open-thread.ts'
import { placeOf } from '../../src/discord/place-of.ts'
import { quoteLines } from '../../src/discord/quote-lines.ts'
import { refusedWords } from '../../src/discord/refused-files.ts'
import { wordsFor } from '../../src/words/words.ts'
import type { App } from '../command.ts'
import { privateWord } from '../private-word.ts'
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
  const words = wordsFor(interaction.locale)
  if (!interaction.inGuild() || interaction.channel?.isThread()) return askInPlace(interaction, asked, app)
  if (noThread(interaction) !== undefined) {
    await askInPlace(interaction, asked, app, words.talk.noThread)
    return
  }
  const { resource } = await interaction.deferReply({ withResponse: true })
  const { channelId, client } = interaction
  const messageId = resource?.message?.id ?? (await interaction.fetchReply()).id
  const content = `${quoteLines(asked.text, mostQuoted)}\n-# ${howToGoOn(interaction, words)}`
  await interaction.editReply({ content, allowedMentions: { parse: [] } })
  const name = titleOf(asked.text, 100) || words.thread.name
  const opened = await openThread(client.rest, { channelId, messageId, name })
  const threadId = opened.type === 'opened' ? opened.id : null
  if (threadId === null) await privateWord(interaction, words.talk.noThread)
  else await takeSettings(placeOf(interaction), threadId, app)
  const view =
    threadId === null ? app.screens.inChannel(channelId, messageId) : app.screens.inChannel(threadId)
  const given = givenBy(asked, app)
  const bring = async () => {
    const files = await given.bring()
    if (given.refused().length > 0) await privateWord(interaction, refusedWords(given.refused(), words))
    return files
  }
  const question = questionOf(interaction, asked, threadId ?? channelId)
  await app.answering.ask({ question, words, view, bring })
}

/** A new thread begins with what its channel has chosen; from then on each goes its own way. */
const takeSettings = async (from: PlaceId, to: PlaceId, { memory }: App): Promise<void> => {
  const { settings } = await memory.conversation(from)
  const { id } = await memory.conversation(to)
  await memory.setSettings(id, settings)
}

/** Room for the quotation in the first message, in code points. */
const mostQuoted = 1800
