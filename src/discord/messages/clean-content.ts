import type { IncomingMessage } from './incoming-message.ts'
import { type Names, nameMentions } from './name-mentions.ts'

/** The bot as messages name it: its user, and in a server the role that Discord made for it, which has the same name. */
export type Self = { readonly id: string; readonly roleId?: string | undefined }

/** The text of a message as it is meant: without the bot's mention, with names for ids. */
export const cleanContent = (
  { content, mentions }: Pick<IncomingMessage, 'content' | 'mentions'>,
  self: Self,
  names: Names,
): string =>
  nameMentions(
    content.replaceAll(`<@&${self.roleId}>`, '').replaceAll(new RegExp(`<@!?${self.id}>`, 'g'), ''),
    {
      ...names,
      user: (id) => mentions.find((mentioned) => mentioned.id === id)?.name ?? names.user(id),
    },
  ).trim()

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
