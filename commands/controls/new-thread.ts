import {
  type ButtonInteraction,
  ChannelType,
  DiscordAPIError,
  messageLink,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  Routes,
  ThreadAutoArchiveDuration,
} from 'discord.js'
import { z } from 'zod'
import { titleOf } from '../../src/conversation/title.ts'
import { hasBotAccess } from '../../src/discord/bot-access.ts'
import { type Words, wordsFor } from '../../src/words/words.ts'
import { howToGoOn } from '../asking/how-to-go-on.ts'
import type { Press } from '../command.ts'
import { privateWord } from '../private-word.ts'
import { pressedAnswer } from './pressed.ts'

const { CreatePublicThreads, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits

/** New thread: a thread from the reply, which knows what was said up to it. */
export const newThread: Press = async (interaction, answerId, app) => {
  const words = wordsFor(interaction.locale)
  const refusal = refusalOf(interaction, words)
  if (refusal !== undefined) return privateWord(interaction, refusal)
  const pressed = await pressedAnswer(interaction, answerId, app)
  if (pressed === null) return
  await interaction.deferReply({ flags: 'Ephemeral' })
  const opened = await openThread(
    interaction,
    titleOf(pressed.question?.text ?? '', 100) || words.thread.name,
  )
  if (opened === 'exists') {
    // A thread has the id of the message it was opened from.
    await interaction.editReply(words.thread.existsAlready(`<#${interaction.message.id}>`))
    return
  }
  await app.memory.inherit(opened, answerId)
  await interaction.client.rest.post(Routes.channelMessages(opened), {
    body: {
      content: `-# ${words.thread.goesOn(linkOf(interaction))} ${howToGoOn(interaction, words)}`,
      allowed_mentions: { parse: [] },
    },
  })
  await interaction.editReply(words.thread.opened(`<#${opened}>`))
}

const refusalOf = (interaction: ButtonInteraction, { thread }: Words): string | undefined => {
  const type = interaction.channel?.type
  const hasThreads = type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement
  if (!hasThreads || !hasBotAccess(interaction)) return thread.notHere
  if (!interaction.memberPermissions?.has(CreatePublicThreads)) return thread.youMayNot
  const needed = [CreatePublicThreads, SendMessagesInThreads, ReadMessageHistory]
  return interaction.appPermissions.has(needed) ? undefined : thread.botMayNot
}

const threadSchema = z.object({ id: z.string() })

const openThread = async (
  { client, channelId, message }: ButtonInteraction,
  name: string,
): Promise<string> => {
  try {
    const body = { name, auto_archive_duration: ThreadAutoArchiveDuration.ThreeDays }
    return threadSchema.parse(await client.rest.post(Routes.threads(channelId, message.id), { body })).id
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)
      return 'exists'
    throw error
  }
}

const linkOf = ({ channelId, guildId, message }: ButtonInteraction): string =>
  guildId === null ? messageLink(channelId, message.id) : messageLink(channelId, message.id, guildId)
