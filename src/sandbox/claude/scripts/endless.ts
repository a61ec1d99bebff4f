import type { Script } from './script.ts'

const sentence = (index: number): string =>
  `Paragraph ${index}: the river went on, past mill ${index * 3} and bridge ${index * 7}, and nobody who sat on its bank that day could have said where paragraph ${index} ended and the next began.`

/** Numbered paragraphs of at least so many characters in all: what is lost or doubled can be seen. */
export const paragraphs = (characters: number): string => {
  const all: string[] = []
  for (let length = 0; length < characters; length += (all.at(-1)?.length ?? 0) + 2)
    all.push(sentence(all.length + 1))
  return all.join('\n\n')
}

/** The longest reply: sixty thousand characters. */
export const endless: Script = {
  name: 'endless',
  shows: '60,000 characters in numbered paragraphs, fast',
  example: 'Write 60,000 characters',
  when: /60[.,]?000|\bendless\b/i,
  answer: () => ({
    type: 'reply',
    say: [{ type: 'text', text: paragraphs(60_000) }],
    pace: { tokensPerSecond: 400, deltaLength: 60 },
  }),
}
