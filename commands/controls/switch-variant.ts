import type { ButtonInteraction } from 'discord.js'
import { variants } from '../../src/conversation/variants.ts'
import type { Acknowledge, Outcome } from '../../src/discord/interactions/handler.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { App, Press } from '../command.ts'
import { authorizeChange, type PressedAnswer } from './authorize-press.ts'
import { editTarget } from './edit-target.ts'
import { showAtOnce } from './show-at-once.ts'

/** The button ◀: shows the previous answer. */
export const previous: Press = {
  answers: 'at-once',
  run: (interaction, app, answerId, acknowledge) => step(interaction, app, answerId, acknowledge, 'previous'),
}

/** The button ▶: shows the next answer. */
export const next: Press = {
  answers: 'at-once',
  run: (interaction, app, answerId, acknowledge) => step(interaction, app, answerId, acknowledge, 'next'),
}

const step = async (
  interaction: ButtonInteraction,
  app: App,
  answerId: string,
  acknowledge: Acknowledge,
  where: 'previous' | 'next',
): Promise<Outcome> => {
  const pressed = await authorizeChange(interaction, answerId, app)
  if ('refused' in pressed) return pressed
  const { question } = pressed
  const answer = variants(await app.store.answers(question.id), answerId)?.[where] ?? pressed.answer
  const view = await editTarget(interaction, pressed.answer, app)
  const strings = stringsFor(interaction.locale)
  const outcome = await app.replies.show({ answer, strings, view }, async (pages) => {
    // Who sees the other answer may ask at once.
    await follow(pressed, answer.id, app)
    return showAtOnce(interaction, view, acknowledge)(pages)
  })
  return outcome === 'busy' ? { refused: strings.press.stillWriting } : {}
}

/** Makes the shown answer the head of the conversation, unless the conversation has continued since. */
const follow = async (
  { conversation, answer }: PressedAnswer,
  answerId: string,
  { store }: App,
): Promise<void> => {
  const { headId } = (await store.conversationOf(answer.id)) ?? conversation
  const head = headId === null ? undefined : (await store.path(headId)).at(-1)
  if (head?.parentId === answer.parentId) await store.setHead(conversation.id, answerId)
}
