import type { ButtonInteraction } from 'discord.js'
import { variants } from '../../src/conversation/variants.ts'
import { wordsFor } from '../../src/words/words.ts'
import type { App, Press } from '../command.ts'
import { type Pressed, pressedToChange } from './pressed.ts'
import { takeOver } from './take-over.ts'
import { tooLate } from './write-anew.ts'

/** ◀: the answer before the one shown takes its place. */
export const previous: Press = (interaction, answerId, app) => step(interaction, answerId, app, 'previous')

/** ▶: the answer after the one shown takes its place. */
export const next: Press = (interaction, answerId, app) => step(interaction, answerId, app, 'next')

const step = async (
  interaction: ButtonInteraction,
  answerId: string,
  app: App,
  where: 'previous' | 'next',
): Promise<void> => {
  const pressed = await pressedToChange(interaction, answerId, app)
  if (pressed === null) return
  const { question } = pressed
  const answer = variants(await app.memory.answers(question.id), answerId)?.[where] ?? pressed.answer
  const view = await takeOver(interaction, pressed.answer, app)
  const outcome = await app.answering.show({ answer, words: wordsFor(interaction.locale), view })
  if (outcome === 'busy') await tooLate(interaction)
  else await follow(pressed, answer.id, app)
}

/** The next question follows the answer that is shown, unless the conversation has gone on since. */
const follow = async (
  { conversation, answer }: Pressed,
  answerId: string,
  { memory }: App,
): Promise<void> => {
  const { headId } = (await memory.conversationOf(answer.id)) ?? conversation
  const head = headId === null ? undefined : (await memory.path(headId)).at(-1)
  if (head?.parentId === answer.parentId) await memory.setHead(conversation.id, answerId)
}
