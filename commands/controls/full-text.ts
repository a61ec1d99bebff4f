import { fileNameOf, titleOf } from '../../src/conversation/title.ts'
import type { Answer, Question } from '../../src/conversation/turn.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import type { Press } from '../command.ts'
import { authorizePress } from './authorize-press.ts'

/** The button "Full text": sends Claude's original Markdown privately, as a file. */
export const fullText: Press = {
  answers: 'private',
  run: async (interaction, app, answerId) => {
    const pressed = await authorizePress(interaction, answerId, app)
    if ('refused' in pressed) return pressed
    const strings = stringsFor(interaction.locale)
    const attachment = Buffer.from(markdownOf(pressed.answer, strings))
    return { shown: { files: [{ attachment, name: `${nameOf(pressed.question, strings)}.md` }] } }
  },
}

const nameOf = (question: Question | null, strings: Strings): string =>
  fileNameOf(titleOf(question?.text ?? '', 60)) || strings.thread.name

const markdownOf = ({ text, sources }: Answer, strings: Strings): string => {
  if (sources.length === 0) return text
  const list = sources.map(({ title, url }, index) => `${index + 1}. [${title}](<${url}>)`)
  return [text, `## ${strings.sources}`, list.join('\n')].join('\n\n')
}
