import { expect } from 'vitest'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'

/** A question that was asked before a kill, and what was in its channel before. */
export type Asking = { readonly question: number; readonly channelId: string; readonly before: number }

/** All words of the answer to a question. */
export const allWords = (question: number): readonly string[] =>
  Array.from({ length: 420 }, (_, index) => `q${question}w${index};`)

/** The words of answers in a text, in their order. */
export const wordsIn = (text: string): readonly string[] => text.match(/q\d+w\d+;/g) ?? []

const messagesOf = ({ channelId, before }: Asking, discord: Discord): readonly Message[] =>
  discord.messages(channelId).slice(before)

/** The words that are seen of the answer to a question. */
export const wordsOf = (asking: Asking, discord: Discord): readonly string[] =>
  wordsIn(
    messagesOf(asking, discord)
      .map(({ content }) => content)
      .join(' '),
  )

const isUnheard = (messages: readonly Message[]): boolean => messages.every(({ content }) => content === '')

/**
 * Whether the bot knew of a question before it was killed. One that it knew must be answered whole by now, or say that it
 * was interrupted, with a button to go on; of one that it did not know, Discord itself says that nobody answered.
 */
export const heardOf = (asking: Asking, discord: Discord): boolean => {
  const messages = messagesOf(asking, discord)
  if (isUnheard(messages)) return false
  const last = messages.at(-1)
  const story = messages.map(
    ({ id, content, components }) => `${id}: ${content} ${JSON.stringify(components)}`,
  )
  const { question } = asking
  const strings = wordsOf(asking, discord)
  expect(strings, story.join('\n\n')).toEqual(allWords(question).slice(0, strings.length))
  expect(
    messages.filter(({ content }) => content === ''),
    `question ${question} has a message of which nobody knows:\n${story.join('\n\n')}`,
  ).toEqual([])
  if (strings.length === allWords(question).length && last?.content.includes('-# claude-')) return true
  expect(last?.content, story.join('\n\n')).toContain('Interrupted: the bot went offline.')
  expect(JSON.stringify(last?.components), story.join('\n\n')).toMatch(/"(continue|retry):/)
  return true
}
