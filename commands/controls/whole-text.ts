import { MessageFlags } from 'discord.js'
import { fileNameOf, titleOf } from '../../src/conversation/title.ts'
import type { Answer, Question } from '../../src/conversation/turn.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import type { Press } from '../command.ts'
import { authorizePress } from './authorize-press.ts'

/** Whole text: the reply in Claude's own Markdown, as a file for whoever asks for it. */
export const wholeText: Press = async (interaction, answerId, app) => {
  const pressed = await authorizePress(interaction, answerId, app)
  if (pressed === null) return
  const strings = stringsFor(interaction.locale)
  const attachment = Buffer.from(markdownOf(pressed.answer, strings))
  const files = [{ attachment, name: `${nameOf(pressed.question, strings)}.md` }]
  await interaction.reply({ files, flags: MessageFlags.Ephemeral })
}

const nameOf = (question: Question | null, strings: Strings): string =>
  fileNameOf(titleOf(question?.text ?? '', 60)) || strings.thread.name

const markdownOf = ({ text, sources }: Answer, strings: Strings): string => {
  if (sources.length === 0) return text
  const list = sources.map(({ title, url }, index) => `${index + 1}. [${title}](<${url}>)`)
  return [text, `## ${strings.sources}`, list.join('\n')].join('\n\n')
}
