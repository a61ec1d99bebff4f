import type { Clock } from '../clock.ts'
import type { Dollars } from '../conversation/usage.ts'
import { markedText } from '../display/citation-marks.ts'
import { type Draft, isFinal, writtenOf } from '../display/draft.ts'
import { isCounting } from '../display/status-line.ts'
import { growingLines } from './growing-lines.ts'
import { statusLines } from './status-lines.ts'
import type { Style } from './style.ts'
import { type TerminalMarkdown, terminalMarkdown } from './terminal-markdown.ts'

/** The view of one reply. */
export type ReplyView = { readonly take: (draft: Draft) => void }

/** What a view needs. */
export type ViewOptions = {
  readonly out: NodeJS.WriteStream
  readonly notes: NodeJS.WriteStream
  readonly clock: Clock
  readonly dollars: Dollars
  readonly styleOf: (stream: NodeJS.WriteStream) => Style
}

/** The lines of a reply at `now` (`Clock.elapsed()`): its text, with a number where a source was cited, and its status. */
export const replyLines = (
  draft: Draft,
  markdown: TerminalMarkdown,
  now: number,
  { dollars, style }: { readonly dollars: Dollars; readonly style: Style },
): readonly string[] => {
  const text = markedText(draft)
  return [
    style('magenta', 'Claude:'),
    ...(text === '' ? [] : markdown(text)),
    ...statusLines(draft, now, dollars, style),
  ]
}

/** A reply on a terminal: its Markdown styled, growing in place with every delta. */
const onTerminal = ({ out, clock, dollars, styleOf }: ViewOptions): ReplyView => {
  const style = styleOf(out)
  const lines = growingLines({ write: (text) => void out.write(text), rows: () => out.rows })
  const markdown = terminalMarkdown(out.columns, style('bold', 'x') !== 'x')
  let stopTicking = (): void => {}
  const paint = (draft: Draft): void => {
    stopTicking()
    lines.paint(replyLines(draft, markdown, clock.elapsed(), { dollars, style }))
    if (isFinal(draft)) lines.finish()
    else if (isCounting(draft)) stopTicking = clock.after(1_000, () => paint(draft))
  }
  return { take: paint }
}

/** A reply into a pipe: its text as Claude writes it, and what is to be said about it on `notes`. */
const intoPipe = ({ out, notes, clock, dollars, styleOf }: ViewOptions): ReplyView => {
  let written = 0
  return {
    take: (draft) => {
      const text = writtenOf(draft)?.text ?? ''
      out.write(text.slice(written))
      written = text.length
      if (!isFinal(draft)) return
      if (text !== '' && !text.endsWith('\n')) out.write('\n')
      for (const line of statusLines(draft, clock.elapsed(), dollars, styleOf(notes)))
        notes.write(`${line}\n`)
    },
  }
}

/** Creates the view of one reply, for a terminal or a pipe. */
export const replyView = (options: ViewOptions): ReplyView =>
  options.out.isTTY ? onTerminal(options) : intoPipe(options)
