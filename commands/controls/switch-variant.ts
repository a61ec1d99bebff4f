import type { ButtonInteraction } from 'discord.js'
import { variants } from '../../src/conversation/variants.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { App, Press } from '../command.ts'
import { type Pressed, pressedToChange } from './authorize-press.ts'
import { editTarget } from './edit-target.ts'
import { tooLate } from './regenerate.ts'

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
  const answer = variants(await app.store.answers(question.id), answerId)?.[where] ?? pressed.answer
  const view = await editTarget(interaction, pressed.answer, app)
  const outcome = await app.replies.show({ answer, strings: stringsFor(interaction.locale), view })
  if (outcome === 'busy') await tooLate(interaction)
  else await follow(pressed, answer.id, app)
}

/** The next question follows the answer that is shown, unless the conversation has gone on since. */
const follow = async ({ conversation, answer }: Pressed, answerId: string, { store }: App): Promise<void> => {
  const { headId } = (await store.conversationOf(answer.id)) ?? conversation
  const head = headId === null ? undefined : (await store.path(headId)).at(-1)
  if (head?.parentId === answer.parentId) await store.setHead(conversation.id, answerId)
}
