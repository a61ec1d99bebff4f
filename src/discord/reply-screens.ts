import type { ChatInputCommandInteraction } from 'discord.js'
import type { View } from '../answer/answering.ts'
import type { Memory } from '../conversation/memory.ts'
import type { Page } from '../reply/page.ts'
import { createScreen, type ScreenContext } from './screen.ts'
import type { Target } from './target.ts'

/** Makes the screens on which replies grow. */
export type ReplyScreens = {
  /** Acknowledges a command within Discord's 3 s; the reply grows in the message that this makes. */
  readonly defer: (interaction: ChatInputCommandInteraction) => Promise<View>
}

/** The lifetime of an interaction's token (https://docs.discord.com/developers/interactions/receiving-and-responding). */
const tokenLife = 15 * 60_000

const emptyPage: Page = { content: '', controls: [] }

export const createReplyScreens = (
  context: ScreenContext,
  memory: Pick<Memory, 'addShown'>,
): ReplyScreens => ({
  defer: async (interaction) => {
    const { resource } = await interaction.deferReply({ withResponse: true })
    const messageId = resource?.message?.id
    const target: Target = {
      channelId: interaction.channelId,
      token: {
        applicationId: interaction.applicationId,
        token: interaction.token,
        endsAt: interaction.createdTimestamp + tokenLife,
      },
      messageIds: messageId === undefined ? [] : [messageId],
    }
    return createView(context, memory, target, [emptyPage])
  },
})

/** A view on messages at `first`, recorded as showing whatever turn is shown there. */
const createView = (
  context: ScreenContext,
  memory: Pick<Memory, 'addShown'>,
  first: Target,
  shown: readonly Page[],
): View => {
  let target = first
  let turnId: (() => string) | undefined
  const record = async (messageId: string, page: number): Promise<void> => {
    if (turnId === undefined) return
    const { channelId, token } = target
    await memory.addShown({ messageId, channelId, answerId: turnId(), page, ...(token && { token }) })
  }
  return {
    shown,
    screen: (turn) => {
      turnId = turn
      return createScreen(context, first, async (messageId, page, now) => {
        target = now
        await record(messageId, page)
      })
    },
    record: async () => {
      for (const [page, messageId] of target.messageIds.entries()) await record(messageId, page)
    },
  }
}
