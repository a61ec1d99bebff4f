import type { ImageType, Part } from './claude.ts'
import { element, escapeTags, open } from './markup.ts'
import type { Question, Quote, TurnFile } from './turn.ts'

const imageTypes: readonly ImageType[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

const text = (strings: string): Part => ({ type: 'text', text: strings })

const fileParts = (file: TurnFile): readonly Part[] => {
  const { name, mediaType, bytes } = file
  const imageType = imageTypes.find((known) => known === mediaType)
  const label = text(open('file', { name, type: mediaType }))
  if (imageType !== undefined) return [label, { type: 'image', mediaType: imageType, data: base64(bytes) }]
  if (mediaType === 'application/pdf') return [label, { type: 'pdf', name, data: base64(bytes) }]
  return [text(element('file', { name, type: mediaType }, new TextDecoder().decode(bytes)))]
}

const quoteText = ({ author, where, text: strings }: Quote): string =>
  element('quoted', { author, where }, strings)

/** Puts neighbouring texts into one, a line each. */
const joined = (parts: readonly Part[]): readonly Part[] => {
  const together: Part[] = []
  for (const part of parts) {
    const last = together.at(-1)
    if (last?.type === 'text' && part.type === 'text')
      together.splice(-1, 1, text(`${last.text}\n${part.text}`))
    else together.push(part)
  }
  return together
}

/**
 * What one person said, as parts of a user message: who says it, what they quote, their files, their words. `person`
 * tells people of the same name apart.
 */
export const questionParts = (question: Question, person: number): readonly Part[] =>
  joined([
    text(open('message', { from: question.speaker.name, person: String(person) })),
    ...(question.quote === undefined ? [] : [text(quoteText(question.quote))]),
    ...question.files.flatMap(fileParts),
    text(`${escapeTags(question.text)}\n</message>`),
  ])
