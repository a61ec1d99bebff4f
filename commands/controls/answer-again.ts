import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Press } from '../command.ts'
import { showAtOnce } from './show-at-once.ts'

/**
 * The button "Answer again" under an edited question, for its asker. The new answer grows in the message with the
 * button.
 */
export const answerAgain: Press = {
  answers: 'at-once',
  asks: true,
  run: async (interaction, app, questionId, acknowledge) => {
    const strings = stringsFor(interaction.locale)
    const { channelId, message, user } = interaction
    await app.replies.settled(questionId)
    const question = await app.store.turn(questionId)
    const conversation = await app.store.conversationOf(questionId)
    if (question?.role !== 'question' || conversation?.place !== placeOf(interaction))
      return { refused: strings.press.questionDeleted }
    if (question.speaker.id !== user.id) return { refused: strings.press.notYours }
    // The answer grows in the pressed message, so a message without this button must not be overwritten.
    if (interaction.component === null) return { refused: strings.press.otherChannel }
    const here = { messageId: message.id, channelId, turnId: questionId, page: 0 }
    const view = app.screens.onMessages([here], [{ content: message.content, controls: [] }])
    const { place } = conversation
    const outcome = await app.replies.write(
      { question, wasAnswered: true, place, strings, view },
      showAtOnce(interaction, view, acknowledge),
    )
    return outcome === 'busy' ? { refused: strings.press.stillWriting } : {}
  },
}
