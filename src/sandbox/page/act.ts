import { z } from 'zod'
import { specialKinds } from './view/message.ts'
import { faultNames } from './view/wire.ts'

const who = { userId: z.string(), locale: z.string() }
const file = z.object({ name: z.string(), type: z.string(), base64: z.string() })
const values = z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())]))

/** What a person at the page can do; checked on the server. */
export const act = z.discriminatedUnion('type', [
  z.object({
    ...who,
    type: z.literal('slash'),
    channelId: z.string(),
    command: z.string(),
    options: z.record(z.string(), z.string()),
    files: z.record(z.string(), file),
  }),
  z.object({
    ...who,
    type: z.literal('suggest'),
    channelId: z.string(),
    command: z.string(),
    options: z.record(z.string(), z.string()),
    focused: z.string(),
  }),
  z.object({
    ...who,
    type: z.literal('menu'),
    command: z.string(),
    channelId: z.string(),
    messageId: z.string(),
  }),
  z.object({
    ...who,
    type: z.literal('press'),
    channelId: z.string(),
    messageId: z.string(),
    customId: z.string(),
  }),
  z.object({
    ...who,
    type: z.literal('choose'),
    channelId: z.string(),
    messageId: z.string(),
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.object({
    ...who,
    type: z.literal('submit'),
    interactionId: z.string(),
    values,
    files: z.record(z.string(), z.array(file)),
  }),
  z.object({
    ...who,
    type: z.literal('post'),
    channelId: z.string(),
    content: z.string(),
    replyTo: z.string().optional(),
    files: z.array(file),
  }),
  z.object({
    ...who,
    type: z.literal('special'),
    channelId: z.string(),
    kind: z.enum(specialKinds),
    text: z.string().max(2000),
    replyTo: z.string().optional(),
  }),
  z.object({ ...who, type: z.literal('forward'), messageId: z.string(), toChannelId: z.string() }),
  z.object({
    ...who,
    type: z.literal('edit'),
    channelId: z.string(),
    messageId: z.string(),
    content: z.string(),
  }),
  z.object({ ...who, type: z.literal('delete'), channelId: z.string(), messageId: z.string() }),
  z.object({
    ...who,
    type: z.literal('thread'),
    channelId: z.string(),
    messageId: z.string(),
    name: z.string(),
  }),
  z.object({
    type: z.literal('roles'),
    userId: z.string(),
    guildId: z.string(),
    roles: z.array(z.string()),
  }),
  z.object({
    type: z.literal('limit'),
    route: z.string(),
    limit: z.number().int().min(1),
    windowMs: z.number().min(1),
  }),
  z.object({ type: z.literal('latency'), ms: z.number().min(0).max(20_000) }),
  z.object({ type: z.literal('fault'), fault: z.enum(faultNames) }),
  z.object({ type: z.literal('no-fault'), fault: z.enum(faultNames) }),
  z.object({ type: z.literal('bot'), do: z.enum(['restart', 'kill']) }),
])

/** What a person at the page has done. */
export type Act = z.infer<typeof act>

/** A file as the page sends it. */
export type SentFile = z.infer<typeof file>

/** What came of an act: suggestions if some were asked for, or why it could not be done. */
export type ActResult = {
  readonly choices?: readonly { readonly label: string; readonly value: string }[]
  readonly problem?: string
}
