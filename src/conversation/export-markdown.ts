import type { Answer, Question, Turn } from './turn.ts'

const time = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** In a heading or a link's text: on one line, with nothing that Markdown would read. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|]/g, '\\$&')
    .trim()

const quoted = (text: string): string => text.replace(/^/gm, '> ')

/** Closes a code block that was left open, so that the turns after it are not swallowed. */
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
    // As a quotation, so that nobody's words can pass for another turn.
    ...(text === '' ? [] : [quoted(text)]),
    ...files.map(
      ({ name, mediaType, bytes }) => `*File: ${plain(name)} (${mediaType}, ${bytes.length} bytes)*`,
    ),
  ].join('\n\n')

/** How an answer ended, if not well. */
const endingOf = ({ stopReason, failure, state }: Answer): string | null => {
  if (stopReason === 'max_tokens') return 'cut at the length limit'
  if (stopReason === 'refusal') return 'declined'
  if (failure?.kind === 'stopped') return 'stopped by a person'
  return state === 'ended' ? null : 'broke off before its end'
}

const answerText = (answer: Answer): string => {
  const ending = endingOf(answer)
  const sources = answer.sources.map(
    ({ title, url }, n) => `${n + 1}. [${plain(title)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`,
  )
  return [
    `## Claude (${plain(answer.model)}) · ${time(answer.at)}`,
    ...(answer.text === '' ? [] : [closed(answer.text)]),
    ...(ending === null ? [] : [`*(${ending})*`]),
    ...(sources.length === 0 ? [] : [sources.join('\n')]),
  ].join('\n\n')
}

/** A conversation as Markdown to be read. What people typed is quoted, files are named and not included. */
export const exportMarkdown = (path: readonly Turn[]): string =>
  `${['# Conversation', ...path.map((turn) => (turn.role === 'answer' ? answerText(turn) : questionText(turn)))].join('\n\n')}\n`
