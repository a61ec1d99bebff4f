import { MessageFlags, type REST, Routes } from 'discord.js'
import type { Page } from '../../display/page.ts'
import { messageBody, sendMessageRequest } from './message-request.ts'
import type { MessageWriter } from './message-writer.ts'
import { type Target, usableToken } from './target.ts'

/**
 * Shows a page to the asker alone: the response that everybody sees is deleted, and a follow-up that only they see takes its
 * place. False where Discord hides nothing: outside of interactions, and once their token has ended.
 */
export const showPrivately = async (
  page: Page,
  target: Target,
  now: number,
  writer: Pick<MessageWriter, 'remove'>,
  rest: Pick<REST, 'request'>,
): Promise<boolean> => {
  const token = usableToken(target, now)
  if (token === undefined) return false
  // The first follow-up of a deferred response would take its place and be read by all.
  if ((target.original ?? 0) === 0) await writer.remove(0)
  await sendMessageRequest(rest, {
    route: { method: 'POST', path: Routes.webhook(token.applicationId, token.token), authenticated: false },
    json: { ...messageBody(page, target), flags: MessageFlags.Ephemeral },
    tries: 'retried',
  })
  return true
}
