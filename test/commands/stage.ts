import type { Reply } from '../../src/sandbox/claude/answer.ts'
import type { Interaction } from '../../src/sandbox/discord/interaction.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places } from '../world/bot-world.ts'

/** So slow that somebody can press a button meanwhile. */
export const slowly = (say: string): Reply => ({
  type: 'reply',
  say: [{ type: 'text', text: say }],
  pace: { tokensPerSecond: 40 },
})

/** A text that the token limit has cut. */
export const cutShort = (say: string): Reply => ({
  type: 'reply',
  say: [{ type: 'text', text: say }],
  stopReason: 'max_tokens',
})

/** The custom ids of the buttons under a message. */
const idsOf = (message: Message): readonly string[] =>
  [...JSON.stringify(message.components).matchAll(/"custom_id":"([^"]+)"/g)].map(([, id]) => id ?? '')

/** What people do with a bot under test, and what they see. */
export const stageOf = (world: () => BotWorld) => {
  const { ada } = people
  const messages = (channelId = places.general): readonly Message[] =>
    world()
      .discord.messages(channelId)
      .filter(({ onlyFor }) => onlyFor === undefined)

  const customId = (message: Message, action: string): string => {
    const found = idsOf(message).find((id) => id.startsWith(`${action}:`))
    if (found === undefined) throw new Error(`no button "${action}", there are: ${idsOf(message).join(', ')}`)
    return found
  }

  const hasButton = (message: Message, action: string): boolean =>
    idsOf(message).some((id) => id.startsWith(`${action}:`))

  /** The message that ends a finished reply with these words in it. */
  const ended = (strings: string, channelId = places.general): Promise<Message> =>
    world().discord.until(() =>
      messages(channelId).find(
        (message) =>
          message.content.includes(strings) &&
          (hasButton(message, 'regenerate') || hasButton(message, 'retry')),
      ),
    )

  const press = (message: Message, action: string, userId = ada): Interaction =>
    world().discord.click({ messageId: message.id, customId: customId(message, action), userId })

  /** What Claude was asked for messages, oldest first. */
  const requests = () =>
    world()
      .claude.requests()
      .filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/messages'))

  /** The private message that answers an act. */
  const told = async (act: Interaction): Promise<Message> => {
    const find = () =>
      world()
        .discord.messages(act.channelId)
        .find(
          ({ interactionId, onlyFor, content, attachments }) =>
            interactionId === act.id && onlyFor === act.userId && content + attachments.length !== '0',
        )
    return world().discord.until(find)
  }

  /** Has one person's questions deleted, or a channel's conversations; resolves when the bot says so. */
  const forget = async (what: 'own' | 'channel', userId = ada, channelId = places.general): Promise<void> => {
    const options = what === 'channel' ? { channel: true } : {}
    const { discord } = world()
    const asked = await told(discord.runCommand({ channelId, userId, name: 'forget', options }))
    press(asked, `forget-${what}`, userId)
    await discord.until(() => discord.message(asked.id)?.content.includes('Deleted'))
  }

  return {
    messages,
    told,
    forget,
    requests,
    customId,
    hasButton,
    ended,
    press,
    ask: (prompt: string, channelId = places.general, userId = ada): Interaction =>
      world().discord.runCommand({ channelId, userId, name: 'ask', options: { prompt } }),
    /** The body of Claude's newest request, as text. */
    lastRequest: (): string => JSON.stringify(requests().at(-1)?.body),
    /** Resolves once a message has these words. */
    shows: (messageId: string, strings: string): Promise<string> =>
      world().discord.until(() => {
        const content = world().discord.message(messageId)?.content
        return content?.includes(strings) && content
      }),
  }
}
