import { type Answer, text } from '../answer.ts'
import type { Prompt } from '../prompt.ts'

const short = (words: string): string => {
  const line = [...words.replace(/\s+/g, ' ').trim()]
  return line.length > 160 ? `${line.slice(0, 159).join('')}…` : line.join('')
}

const recital = ({ said }: Prompt): string => {
  const before = said.slice(0, -1).map(({ speaker, words }) => `- ${speaker ?? 'You'}: ${short(words)}`)
  return before.length === 0 ? 'Nothing was said before this.' : `So far was said:\n\n${before.join('\n')}`
}

const ordinal = (turn: number): string => (turn === 1 ? 'the first question' : `question ${turn}`)

const japaneseAnswer = (asked: Prompt): Answer => {
  const questions = asked.said.filter(({ speaker }) => speaker !== 'Claude')
  const speaker = questions.at(-1)?.speaker ?? 'You'
  const asker = speaker === 'You' ? '' : `${speaker}さんの`
  const files = asked.files === 0 ? '' : `ファイルは${asked.files}個届いています。`
  return text(
    `${asker}質問は「${short(asked.prompt)}」ですね。この会話で${questions.length}番目の質問です。${files}\n\n私はこのマシンで動く台本どおりのClaudeなので、知っているのはこれだけです。ほかは本物です：ストリーム、イベントとその間隔、トークン数、そしてかかるはずの料金。`,
  )
}

/** What is answered to a prompt that calls up no script: it shows that prompt, files and history have arrived. */
export const conversation = (asked: Prompt): Answer => {
  if (asked.goesOn) return text(' … and here I have gone on, to the end.')
  if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(asked.prompt)) return japaneseAnswer(asked)
  if (/what (did|have|has) .{1,40} (say|said)|who said what/i.test(asked.prompt)) return text(recital(asked))
  const questions = asked.said.filter(({ speaker }) => speaker !== 'Claude')
  const [before, question] = [questions.at(-2), questions.at(-1)]
  const asker = question?.speaker && question.speaker !== 'You' ? `${question.speaker}, you` : 'You'
  const sentences = [
    `${asker} asked: “${short(asked.prompt)}” That is ${ordinal(questions.length)} of our conversation.`,
    ...(asked.files === 0 ? [] : [`It came with ${asked.files} ${asked.files === 1 ? 'file' : 'files'}.`]),
    ...(before === undefined
      ? []
      : [
          `Before it came, from ${before.speaker?.replace(/^You$/, 'you') ?? 'you'}: “${short(before.words)}”`,
        ]),
  ]
  return text(
    `${sentences.join(' ')}\n\nI am a scripted Claude on this machine, so this is all I know; what you see around me is real: the stream, its events and their timing, the tokens and what they would cost.`,
  )
}
