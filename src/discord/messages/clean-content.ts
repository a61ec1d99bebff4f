import type { IncomingMessage } from './incoming-message.ts'

/** The bot as messages name it: its user, and in a server the role that Discord made for it, which has the same name. */
export type Self = { readonly id: string; readonly roleId?: string | undefined }

/** The text of a message as it is meant: without the bot's mention, with the names of those it mentions. */
export const cleanContent = (
  { content, mentions }: Pick<IncomingMessage, 'content' | 'mentions'>,
  self: Self,
): string =>
  content
    .replaceAll(`<@&${self.roleId}>`, '')
    .replaceAll(/<@!?(\d{17,20})>/g, (mention, id: string) => {
      if (id === self.id) return ''
      const person = mentions.find((mentioned) => mentioned.id === id)
      return person ? `@${person.name}` : mention
    })
    .replaceAll(/<a?:(\w{2,32}):\d{17,20}>/g, ':$1:')
    .trim()

/** Whether a message is for the bot although not everything said here is: it mentions it, or replies to it. */
export const isAddressed = (
  { content, mentions, mentionedRoles, repliesTo }: IncomingMessage,
  self: Self,
): boolean =>
  repliesTo?.author.id === self.id ||
  mentions.some(({ id }) => id === self.id) ||
  mentionedRoles.some((id) => id === self.roleId) ||
  new RegExp(`<@!?${self.id}>`).test(content) ||
  content.includes(`<@&${self.roleId}>`)
