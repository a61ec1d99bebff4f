import type { Incoming } from './incoming.ts'

/** The text of a message as it is meant: without the bot's mention, with the names of those it mentions. */
export const spoken = (
  { content, mentions }: Pick<Incoming, 'content' | 'mentions'>,
  botId: string,
): string =>
  content
    .replaceAll(/<@!?(\d{17,20})>/g, (mention, id: string) => {
      if (id === botId) return ''
      const person = mentions.find((mentioned) => mentioned.id === id)
      return person ? `@${person.name}` : mention
    })
    .replaceAll(/<a?:(\w{2,32}):\d{17,20}>/g, ':$1:')
    .trim()

/** Whether a message is for the bot although not everything said here is: it mentions it, or replies to it. */
export const isAddressed = ({ content, mentions, repliesTo }: Incoming, botId: string): boolean =>
  repliesTo?.author.id === botId ||
  mentions.some(({ id }) => id === botId) ||
  new RegExp(`<@!?${botId}>`).test(content)
