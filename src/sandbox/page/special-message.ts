import type { JsonObject } from '../discord/json.ts'
import { hasFlag, type Message } from '../discord/message.ts'
import type { Discord } from '../discord/start-discord.ts'
import type { SpecialKind } from './view/message.ts'

/** The application that posts a proxied person's message anew, as PluralKit does. */
export const proxyId = '1100000000000000900'

/** Discord's flag of a message that holds a copy of another one. */
const hasSnapshot = 1 << 14

const day = 24 * 60 * 60_000

const pollOf = (question: string, now: number): JsonObject => ({
  poll: {
    question: { text: question || 'What shall we plant?' },
    answers: ['Basil', 'Ferns', 'A cactus'].map((text, index) => ({
      answer_id: index + 1,
      poll_media: { text },
    })),
    expiry: new Date(now + day).toISOString(),
    allow_multiselect: false,
    layout_type: 1,
    results: {
      is_finalized: false,
      answer_counts: [5, 2, 1].map((count, index) => ({ id: index + 1, count, me_voted: false })),
    },
  },
})

const author = (username: string): JsonObject => ({
  id: proxyId,
  username,
  global_name: null,
  discriminator: '0000',
  avatar: null,
  bot: true,
  public_flags: 0,
  flags: 0,
  primary_guild: null,
})

const webhook = (name: string): JsonObject => ({
  author: author(name),
  webhook_id: proxyId,
  application_id: proxyId,
  member: undefined,
})

const embedOf = (description: string): JsonObject => ({
  ...webhook('Weather'),
  embeds: [
    {
      type: 'rich',
      title: 'Forecast',
      description: description || 'Rain until noon, then sun.',
      color: 0x3498db,
      fields: [{ name: 'Frost', value: 'None this week', inline: true }],
      footer: { text: 'Weather station 7' },
    },
  ],
})

/** What Discord's message object says beyond the text of a message of that kind. */
const alsoOf = (kind: Exclude<SpecialKind, 'emoji'>, text: string, now: number): JsonObject => {
  switch (kind) {
    case 'poll':
      return pollOf(text, now)
    case 'sticker':
      return { sticker_items: [{ id: '749054660769218631', name: text || 'Wave', format_type: 1 }] }
    case 'embed':
      return embedOf(text)
    case 'proxied':
      return webhook('Ivy')
  }
}

/** A message of a kind that is more than its text. */
export type SpecialAct = {
  readonly channelId: string
  readonly userId: string
  readonly kind: SpecialKind
  readonly text: string
  readonly replyTo?: string | undefined
}

/** Posts it. A proxied message is written by the person, deleted, and posted anew by a webhook. */
export const sendSpecial = (discord: Discord, now: number, act: SpecialAct): Message => {
  const { channelId, userId, kind, text, replyTo } = act
  const place = { channelId, userId, ...(replyTo && { replyTo }) }
  if (kind === 'emoji')
    return discord.say({ ...place, content: `${text} <:sprout:1100000000000000930>`.trim() })
  const also = alsoOf(kind, text, now)
  if (kind !== 'proxied') return discord.say({ ...place, content: '', also })
  const content = text || 'I speak through a proxy.'
  const original = discord.say({ ...place, content: `I: ${content}` })
  discord.deleteMessage({ messageId: original.id, userId })
  return discord.say({ ...place, content, also })
}

const snapshotOf = (message: Message): JsonObject => ({
  type: message.type === 19 ? 19 : 0,
  content: message.content,
  mentions: [],
  mention_roles: message.mentions.roleIds,
  attachments: [],
  embeds: message.embeds,
  timestamp: new Date(message.createdAt).toISOString(),
  edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
  flags: hasFlag(message, 'IS_COMPONENTS_V2') ? message.flags : 0,
  components: message.components,
  ...(message.also?.['embeds'] !== undefined && { embeds: message.also['embeds'] }),
  ...(message.also?.['sticker_items'] !== undefined && { sticker_items: message.also['sticker_items'] }),
})

/** Forwards a message: the copy is a snapshot, which later edits of the original do not change. */
export const forward = (
  discord: Discord,
  { messageId, userId, toChannelId }: { messageId: string; userId: string; toChannelId: string },
): Message => {
  const message = discord.message(messageId)
  if (message === undefined) throw new Error('The message to forward is gone')
  if (message.also?.['poll'] !== undefined) throw new Error('Discord does not forward polls')
  return discord.say({
    channelId: toChannelId,
    userId,
    content: '',
    also: {
      flags: hasSnapshot,
      message_reference: { type: 1, channel_id: message.channelId, message_id: message.id },
      message_snapshots: [{ message: snapshotOf(message) }],
    },
  })
}
