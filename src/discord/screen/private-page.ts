import { MessageFlags, Routes } from 'discord.js'
import type { Page } from '../../display/page.ts'
import { messageBody, sendMessageRequest } from './message-request.ts'
import type { MessageWriter } from './message-writer.ts'
import type { ReplyMessages } from './reply-messages.ts'
import type { ScreenContext } from './screen-context.ts'
import { usableToken } from './target.ts'

/**
 * Shows a page to the asker alone. Of an interaction, the response that everybody sees is deleted, and a follow-up that only they
 * see takes its place; of a message in a server, they get a direct message. False where neither is possible.
 */
export const showPrivately = async (
  page: Page,
  messages: ReplyMessages,
  writer: Pick<MessageWriter, 'remove'>,
  context: Pick<ScreenContext, 'rest' | 'clock' | 'sendDirectPage'>,
): Promise<boolean> => {
  const target = messages.target()
  const token = usableToken(target, context.clock.now())
  if (token === undefined) return showDirectly(page, messages, writer, context)
  // The first follow-up of a deferred response would take its place and be read by all.
  if ((target.original ?? 0) === 0) await writer.remove(0)
  await sendMessageRequest(context.rest, {
    route: { method: 'POST', path: Routes.webhook(token.applicationId, token.token), authenticated: false },
    json: { ...messageBody(page, target), flags: MessageFlags.Ephemeral },
    tries: 'retried',
  })
  return true
}

const showDirectly = async (
  page: Page,
  { target, reader }: ReplyMessages,
  writer: Pick<MessageWriter, 'remove'>,
  { sendDirectPage }: Pick<ScreenContext, 'sendDirectPage'>,
): Promise<boolean> => {
  if (reader.id === undefined || !reader.isInServer || sendDirectPage === undefined) return false
  const { channelId, replyTo } = target()
  if (!(await sendDirectPage(reader.id, page, { channelId, messageId: replyTo }))) return false
  if (target().messageIds.length > 0) await writer.remove(0)
  return true
}

/** The page for everybody, where the asker cannot be told alone: they, or moderators, can remove it once it is read. */
export const removable = (page: Page, { reader: { id, isInServer, strings } }: ReplyMessages): Page =>
  page.isPrivate && isInServer && id !== undefined
    ? { ...page, controls: [...page.controls, { action: 'dismiss', id, label: strings.controls.dismiss }] }
    : page
