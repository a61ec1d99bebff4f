import type { ButtonInteraction } from 'discord.js'
import type { Conversation } from '../../src/conversation/conversation.ts'
import type { Answer, Question } from '../../src/conversation/turn.ts'
import { actorOf } from '../../src/discord/interactions/actor.ts'
import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { App } from '../command.ts'

/** The answer that a button belongs to, with its question and conversation. */
export type PressedAnswer = {
  readonly conversation: Conversation
  readonly answer: Answer
  /** Null if its author has deleted it. */
  readonly question: Question | null
}

/** Why a press is refused, for the person to read. */
export type Refusal = { readonly refused: string }

/**
 * Looks up the answer of a pressed button and checks that it belongs to this channel. Waits up to 2 s for an answer
 * that is just ending. The id comes from outside: without the check, anybody could read and change conversations of
 * other channels.
 */
export const authorizePress = async (
  interaction: ButtonInteraction,
  answerId: string,
  app: App,
): Promise<PressedAnswer | Refusal> => {
  const { press } = stringsFor(interaction.locale)
  const questionId = (await app.store.turn(answerId))?.parentId
  if (questionId) await app.replies.settled(questionId)
  const [answer, conversation] = await Promise.all([
    app.store.turn(answerId),
    app.store.conversationOf(answerId),
  ])
  if (answer?.role !== 'answer' || conversation === null) return { refused: press.notRemembered }
  if (!(await belongsHere(interaction, answerId, conversation, app))) return { refused: press.otherChannel }
  const question = await app.store.turn(answer.parentId)
  return { conversation, answer, question: question?.role === 'question' ? question : null }
}

/** Whether the answer is of this channel's conversation, or shown by the message with the button. */
const belongsHere = async (
  interaction: ButtonInteraction,
  answerId: string,
  conversation: Conversation,
  { store }: App,
): Promise<boolean> =>
  conversation.place === placeOf(interaction) ||
  (await store.shownBy(interaction.message.id))?.turnId === answerId

/**
 * Like `authorizePress`, for buttons that change an answer: refuses unless the question still exists, the presser is
 * its asker or a moderator, and no reply to it is under way.
 */
export const authorizeChange = async (
  interaction: ButtonInteraction,
  answerId: string,
  app: App,
): Promise<(PressedAnswer & { readonly question: Question }) | Refusal> => {
  const pressed = await authorizePress(interaction, answerId, app)
  if ('refused' in pressed) return pressed
  const { question } = pressed
  const refusal = refusalOf(question, interaction, app)
  if (refusal === undefined && question !== null) return { ...pressed, question }
  return { refused: refusal ?? stringsFor(interaction.locale).press.questionDeleted }
}

const refusalOf = (
  question: Question | null,
  interaction: ButtonInteraction,
  { replies }: App,
): string | undefined => {
  const strings = stringsFor(interaction.locale)
  const { id, isModerator } = actorOf(interaction)
  if (!isModerator && question?.speaker.id !== id) return strings.press.notYours
  if (question === null) return strings.press.questionDeleted
  return replies.isBusy(question.id) ? strings.press.stillWriting : undefined
}
