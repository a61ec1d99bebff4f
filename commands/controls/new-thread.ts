import { type ButtonInteraction, messageLink, Routes } from 'discord.js'
import { titleOf } from '../../src/conversation/title.ts'
import { noThread } from '../../src/discord/no-thread.ts'
import { openThread } from '../../src/discord/open-thread.ts'
import { type Words, wordsFor } from '../../src/words/words.ts'
import { howToGoOn } from '../asking/how-to-go-on.ts'
import type { Press } from '../command.ts'
import { privateWord } from '../private-word.ts'
import { pressedAnswer } from './pressed.ts'

/** New thread: a thread from the reply, which knows what was said up to it. */
export const newThread: Press = async (interaction, answerId, app) => {
  const words = wordsFor(interaction.locale)
  const refusal = refusalOf(interaction, words)
  if (refusal !== undefined) return privateWord(interaction, refusal)
  const pressed = await pressedAnswer(interaction, answerId, app)
  if (pressed === null) return
  await interaction.deferReply({ flags: 'Ephemeral' })
  const { client, channelId, message } = interaction
  const name = titleOf(pressed.question?.text ?? '', 100) || words.thread.name
  const opened = await openThread(client.rest, { channelId, messageId: message.id, name })
  if (opened.type !== 'opened') {
    const { existsAlready, botMayNot } = words.thread
    await interaction.editReply(opened.type === 'exists' ? existsAlready(`<#${message.id}>`) : botMayNot)
    return
  }
  await app.memory.inherit(opened.id, answerId)
  await client.rest.post(Routes.channelMessages(opened.id), {
    body: {
      content: `-# ${words.thread.goesOn(linkOf(interaction))} ${howToGoOn(interaction, words)}`,
      allowed_mentions: { parse: [] },
    },
  })
  await interaction.editReply(words.thread.opened(`<#${opened.id}>`))
}

const refusalOf = (interaction: ButtonInteraction, { thread }: Words): string | undefined => {
  switch (noThread(interaction)) {
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

const linkOf = ({ channelId, guildId, message }: ButtonInteraction): string =>
  guildId === null ? messageLink(channelId, message.id) : messageLink(channelId, message.id, guildId)
