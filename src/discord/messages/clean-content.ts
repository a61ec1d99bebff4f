import type { IncomingMessage } from './incoming-message.ts'
import { type Names, nameMentions } from './name-mentions.ts'

/** The bot's user id, and the id of its own role in a server, which Discord created with the same name. */
export type Self = { readonly id: string; readonly roleId?: string | undefined }

/** The text of a message without the bot's mention, with names in place of ids. */
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

/** Whether a message mentions the bot or replies to it. */
export const isAddressed = (
  { content, mentions, mentionedRoles, repliesTo }: IncomingMessage,
  self: Self,
): boolean =>
  repliesTo?.author.id === self.id ||
  mentions.some(({ id }) => id === self.id) ||
  mentionedRoles.some((id) => id === self.roleId) ||
  new RegExp(`<@!?${self.id}>`).test(content) ||
  content.includes(`<@&${self.roleId}>`)
