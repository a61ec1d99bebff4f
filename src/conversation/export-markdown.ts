import type { Answer, Question, Turn } from './turn.ts'

const time = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** For a heading or a list item: one line, with Markdown escaped. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|]/g, '\\$&')
    .trim()

/**
 * An address as its own link text, so that no title can pass for another address. Only web addresses become links: a
 * click on any other scheme may run code.
 */
const address = (url: string): string => {
  const encoded = url.replace(/[<>\s\p{Cc}\p{Cf}]/gu, encodeURIComponent)
  return /^https?:\/\//i.test(encoded) ? `<${encoded}>` : plain(encoded)
}

const quoted = (text: string): string => text.replace(/^/gm, '> ')

/** Closes an open code block, so that it does not swallow the turns after it. */
const closed = (text: string): string => {
  let fence: string | undefined
  for (const [, marks = '', rest = ''] of text.matchAll(/^ {0,3}(`{3,}|~{3,})([^\n]*)$/gm)) {
    if (fence === undefined) fence = marks.startsWith('~') || !rest.includes('`') ? marks : undefined
    else if (marks.startsWith(fence) && rest.trim() === '') fence = undefined
  }
  return fence === undefined ? text : `${text}\n${fence}`
}

const questionText = ({ speaker, at, text, quote, files }: Question): string =>
  [
    `## ${plain(speaker.name)} · ${time(at)}`,
    ...(quote
      ? [`Quoting ${plain(quote.author)} in ${plain(quote.where)}:`, quoted(quoted(quote.text))]
      : []),
    // Quoted, so that no text can pass for another turn.
    ...(text === '' ? [] : [quoted(text)]),
    ...files.map(({ name, mediaType, size }) => `*File: ${plain(name)} (${mediaType}, ${size} bytes)*`),
  ].join('\n\n')

/** How an answer ended; null if it ended well. */
const endingOf = ({ stopReason, failure, state }: Answer): string | null => {
  if (stopReason === 'max_tokens') return 'cut at the length limit'
  if (stopReason === 'pause_turn') return 'paused before its end'
  if (stopReason === 'refusal') return 'declined'
  if (failure?.kind === 'stopped') return 'stopped by a person'
  return state === 'ended' ? null : 'broke off before its end'
}

const answerText = (answer: Answer): string => {
  const ending = endingOf(answer)
  const sources = answer.sources.map(({ title, url }, n) =>
    `${n + 1}. ${plain(title)} ${address(url)}`.trim(),
  )
  return [
    `## Claude (${plain(answer.model)}) · ${time(answer.at)}`,
    ...(answer.text === '' ? [] : [closed(answer.text)]),
    ...(ending === null ? [] : [`*(${ending})*`]),
    ...(sources.length === 0 ? [] : [sources.join('\n')]),
  ].join('\n\n')
}

/** A conversation as Markdown for reading. Questions are quoted; files are named, not included. */
export const exportMarkdown = (path: readonly Turn[]): string =>
  `${['# Conversation', ...path.map((turn) => (turn.role === 'answer' ? answerText(turn) : questionText(turn)))].join('\n\n')}\n`
