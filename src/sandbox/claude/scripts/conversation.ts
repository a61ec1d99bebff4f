import { type Answer, text } from '../answer.ts'
import type { Asked } from '../asked.ts'

const short = (words: string): string => {
  const line = words.replace(/\s+/g, ' ').trim()
  return [...line].length > 160 ? `${[...line].slice(0, 159).join('')}…` : line
}

const recital = ({ history }: Asked): string => {
  const said = history.slice(0, -1).map(({ role, text: words }) => `- ${role}: ${short(words)}`)
  return said.length === 0 ? 'Nothing was said before this.' : `So far was said:\n\n${said.join('\n')}`
}

const ordinal = (turn: number): string => (turn === 1 ? 'the first question' : `question ${turn}`)

/** What is answered to a prompt that calls up no script: it shows that prompt, files and history have arrived. */
export const conversation = (asked: Asked): Answer => {
  if (/what (did|have) (i|we|\w+) (say|said)|who said what/i.test(asked.prompt)) return text(recital(asked))
  const turn = asked.history.filter(({ role }) => role === 'user').length
  const before = asked.history.slice(0, -1).findLast(({ role }) => role === 'user')
  const sentences = [
    `You asked: “${short(asked.prompt)}” That is ${ordinal(turn)} of our conversation.`,
    ...(asked.files === 0 ? [] : [`It came with ${asked.files} ${asked.files === 1 ? 'file' : 'files'}.`]),
    ...(before === undefined ? [] : [`Before it came: “${short(before.text)}”`]),
  ]
  return text(
    `${sentences.join(' ')}\n\nI am a scripted Claude on this machine, so this is all I know; what you see around me is real: the stream, its events and their timing, the tokens and what they would cost.`,
  )
}
