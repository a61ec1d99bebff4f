import type { ButtonInteraction } from 'discord.js'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Answer, Question } from '../../src/conversation/turn.ts'
import { placeOf } from '../../src/discord/place-of.ts'
import { presserOf } from '../../src/discord/presser.ts'
import { wordsFor } from '../../src/words/words.ts'
import type { App } from '../command.ts'
import { privateWord } from '../private-word.ts'

/** What a button under a finished reply is about. */
export type Pressed = {
  readonly conversation: Conversation
  readonly answer: Answer
  /** Null when its author has deleted it. */
  readonly question: Question | null
}

/**
 * The answer that a pressed button is about, if it is remembered and belongs where it was pressed; else the person is
 * told why not. The id comes from outside: without this, one could read and change what was said in other channels.
 */
export const pressedAnswer = async (
  interaction: ButtonInteraction,
  answerId: string,
  app: App,
): Promise<Pressed | null> => {
  const words = wordsFor(interaction.locale)
  const questionId = (await app.memory.turn(answerId))?.parentId
  if (questionId) await app.answering.settled(questionId)
  const [answer, conversation] = await Promise.all([
    app.memory.turn(answerId),
    app.memory.conversationOf(answerId),
  ])
  if (answer?.role !== 'answer' || conversation === null) {
    await privateWord(interaction, words.notRemembered)
    return null
  }
  if (!(await belongsHere(interaction, answerId, conversation, app))) {
    await privateWord(interaction, words.pressedElsewhere)
    return null
  }
  const question = await app.memory.turn(answer.parentId)
  return { conversation, answer, question: question?.role === 'question' ? question : null }
}

/** Of a conversation of this channel, or shown by the very message that the button is on. */
const belongsHere = async (
  interaction: ButtonInteraction,
  answerId: string,
  conversation: Conversation,
  { memory }: App,
): Promise<boolean> =>
  conversation.place === placeOf(interaction) ||
  (await memory.shownBy(interaction.message.id))?.turnId === answerId

/** What may be written anew: the question is there, the presser is its asker or a moderator, and nothing is written yet. */
export const pressedToChange = async (
  interaction: ButtonInteraction,
  answerId: string,
  app: App,
): Promise<(Pressed & { readonly question: Question }) | null> => {
  const pressed = await pressedAnswer(interaction, answerId, app)
  if (pressed === null) return null
  const { question } = pressed
  const refusal = refusalOf(question, interaction, app)
  if (refusal === undefined && question !== null) return { ...pressed, question }
  await privateWord(interaction, refusal ?? wordsFor(interaction.locale).questionGone)
  return null
}

const refusalOf = (
  question: Question | null,
  interaction: ButtonInteraction,
  { answering }: App,
): string | undefined => {
  const words = wordsFor(interaction.locale)
  const { id, isModerator } = presserOf(interaction)
  if (!isModerator && question?.speaker.id !== id) return words.notYours
  if (question === null) return words.questionGone
  return answering.isBusy(question.id) ? words.stillWriting : undefined
}
