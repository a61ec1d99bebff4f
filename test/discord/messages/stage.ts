import type { Message } from '../../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places } from '../../world/bot-world.ts'

/** What the tests of talking do and see again and again. */
export const stageIn = (world: () => BotWorld) => {
  const discord = () => world().discord
  const contents = (channelId: string): readonly string[] =>
    discord()
      .messages(channelId)
      .map(({ content }) => content)
  return {
    contents,
    /** Lets a person write. */
    say: (
      content: string,
      more: { channelId?: string; userId?: string; replyTo?: string; pingReply?: boolean } = {},
    ) => discord().say({ channelId: places.general, userId: people.ada, content, ...more }),
    mention: (content: string): string => `<@${discord().application.botId}> ${content}`,
    /** The replies in a channel that have their footer, once there are so many. */
    replies: (count = 1, channelId: string = places.general): Promise<readonly Message[]> =>
      discord().until(() => {
        const ended = discord().messages(channelId).filter(isFooted)
        return ended.length === count && ended
      }),
    /** The first message in a channel that holds the text, once it is there. */
    seen: (text: string, channelId: string = places.general): Promise<Message> =>
      discord().until(() =>
        discord()
          .messages(channelId)
          .find(({ content }) => content.includes(text)),
      ),
    /** Presses the button of that action under a message. */
    press: (action: string, message: Message, userId: string = people.ada) => {
      const customId = new RegExp(`${action}:[\\w-]+`).exec(JSON.stringify(message.components))?.[0]
      return discord().click({ messageId: message.id, customId: customId ?? `no ${action}`, userId })
    },
    /** What the newest request to Claude said. */
    asked: (): string => JSON.stringify(questions(world()).at(-1)),
    /** The bodies of all requests for an answer. */
    questions: (): readonly unknown[] => questions(world()),
    direct: (userId: string = people.ada): string => discord().directChannel(userId).id,
  }
}

/** Who asked for models only asked for no answer. */
const questions = ({ claude }: BotWorld): readonly unknown[] =>
  claude.requests().flatMap(({ method, body }) => (method === 'POST' ? [messagesOf(body)] : []))

const messagesOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'messages' in body ? body.messages : undefined

const isFooted = ({ content }: Message): boolean => /^-# claude-.* s$/m.test(content)

/** Written so slowly that something can happen meanwhile. */
export const slow = { tokensPerSecond: 40 } as const
