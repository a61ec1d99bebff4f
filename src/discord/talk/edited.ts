import { wordsForMessage } from '../../words/words-for-message.ts'
import type { Incoming } from './incoming.ts'
import { spoken } from './spoken.ts'
import type { Talk } from './talk.ts'

/**
 * A person has edited a message. What it asked is remembered as it reads now; if an answer was begun, another one is
 * offered.
 */
export const edited = async (message: Incoming, talk: Talk): Promise<void> => {
  const { answering, memory, places } = talk
  // Links that unfold and withheld texts arrive as updates too.
  if (!message.isEdited || message.content === '') return
  const question = await memory.questionOf(message.id)
  const text = spoken(message, talk.self(message.guildId))
  if (question === null || text === '' || text === question.text) return
  const isWaiting = answering.isWaiting(question.id)
  await memory.editQuestion(question.id, text)
  if (isWaiting) return
  const words = wordsForMessage(message.content, message.guildId && places.localeOf(message.guildId))
  await talk.post({
    channelId: message.channelId,
    content: `-# ${words.talk.edited}`,
    controls: [{ action: 'answer-again', id: question.id, label: words.controls.answerAgain }],
    replyTo: message.id,
    key: `edit${message.id}`,
  })
}
