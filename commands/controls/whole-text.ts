import { MessageFlags } from 'discord.js'
import { fileNameOf, titleOf } from '../../src/conversation/title.ts'
import type { Answer, Question } from '../../src/conversation/turn.ts'
import { type Words, wordsFor } from '../../src/words/words.ts'
import type { Press } from '../command.ts'
import { pressedAnswer } from './pressed.ts'

/** Whole text: the reply in Claude's own Markdown, as a file for whoever asks for it. */
export const wholeText: Press = async (interaction, answerId, app) => {
  const pressed = await pressedAnswer(interaction, answerId, app)
  if (pressed === null) return
  const words = wordsFor(interaction.locale)
  const attachment = Buffer.from(markdownOf(pressed.answer, words))
  const files = [{ attachment, name: `${nameOf(pressed.question, words)}.md` }]
  await interaction.reply({ files, flags: MessageFlags.Ephemeral })
}

const nameOf = (question: Question | null, words: Words): string =>
  fileNameOf(titleOf(question?.text ?? '', 60)) || words.thread.name

const markdownOf = ({ text, sources }: Answer, words: Words): string => {
  if (sources.length === 0) return text
  const list = sources.map(({ title, url }, index) => `${index + 1}. [${title}](<${url}>)`)
  return [text, `## ${words.sources}`, list.join('\n')].join('\n\n')
}
