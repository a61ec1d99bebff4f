import type { Fault } from './faults.ts'
import { isJsonObject, type Json } from './json.ts'

const contentOf = (json: Json | undefined): string => {
  if (!isJsonObject(json)) return ''
  const { content, data } = json
  return typeof content === 'string' ? content : contentOf(data)
}

const refusing = (words: readonly string[], status: number, body: Json): Fault => ({
  trouble: { type: 'answer', status, body },
  when: ({ json }) => words.some((word) => contentOf(json).includes(word)),
})

/** AutoMod blocks messages with one of these words, edits too (discord-api-docs pull request 6958). */
export const autoMod = (...words: readonly string[]): Fault =>
  refusing(words, 400, { code: 200_000, message: 'Message was blocked by automatic moderation' })

/** Discord's filter of links that do harm. */
export const harmfulLinks = (...addresses: readonly string[]): Fault =>
  refusing(addresses, 400, { code: 240_000, message: 'Message blocked by harmful links filter' })

/** The firewall in front of Discord takes a text for an attack, and answers with a page. */
export const firewall = (...words: readonly string[]): Fault =>
  refusing(words, 403, 'Sorry, you have been blocked')
