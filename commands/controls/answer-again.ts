import { placeOf } from '../../src/discord/place-of.ts'
import { wordsFor } from '../../src/words/words.ts'
import type { Press } from '../command.ts'
import { privateWord } from '../private-word.ts'

/** Answer again: offered under an edited question, to its asker; the new answer grows in the message of the offer. */
export const answerAgain: Press = async (interaction, questionId, app) => {
  const words = wordsFor(interaction.locale)
  const { channelId, message, user } = interaction
  const question = await app.memory.turn(questionId)
  const conversation = await app.memory.conversationOf(questionId)
  if (question?.role !== 'question' || conversation?.place !== placeOf(interaction))
    return privateWord(interaction, words.questionGone)
  if (question.speaker.id !== user.id) return privateWord(interaction, words.notYours)
  // It grows in the pressed message: one without this button shows something else, which would be written over.
  if (interaction.component === null) return privateWord(interaction, words.pressedElsewhere)
  await interaction.deferUpdate()
  const here = { messageId: message.id, channelId, turnId: questionId, page: 0 }
  const view = app.screens.onMessages([here], [{ content: message.content, controls: [] }])
  const outcome = await app.answering.write({
    question,
    isAgain: true,
    place: conversation.place,
    words,
    view,
  })
  if (outcome === 'busy') await privateWord(interaction, words.stillWriting)
}
