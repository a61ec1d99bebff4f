import { stripVTControlCharacters } from 'node:util'
import type { Token } from 'marked'
import wrapAnsi from 'wrap-ansi'
import { markedForTerminal } from './marked-for-terminal.ts'

/** Renders a growing text as lines of a terminal. */
export type TerminalMarkdown = (text: string) => readonly string[]

/** Only what Claude wrote is to move the cursor or colour anything. */
const harmless = (text: string): string => stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]/gu, '')

const linesOf = (rendered: string, columns: number): readonly string[] =>
  wrapAnsi(rendered.replace(/^\n+|\s+$/g, ''), columns, { hard: true, trim: false }).split('\n')

/**
 * Renders Markdown for a terminal with that many columns. Finished blocks are rendered once, so the cost of an update
 * does not grow with the reply. Removes control characters.
 */
export const terminalMarkdown = (columns: number, hasColours: boolean): TerminalMarkdown => {
  const library = markedForTerminal(columns)
  const sealed: string[] = []
  let sealedLength = 0
  const add = (token: Token, lines: string[]): void => {
    if (token.type === 'space') return
    const rendered = library.parser([token])
    if (lines.length > 0) lines.push('')
    lines.push(...linesOf(hasColours ? rendered : stripVTControlCharacters(rendered), columns))
  }
  return (text) => {
    const tokens = library.lexer(harmless(text).slice(sealedLength))
    const blocks = tokens.flatMap(({ type }, index) => (type === 'space' ? [] : [index]))
    // The block before the last stays open: what looks like a paragraph may yet become the next item of its list.
    const open = blocks.at(-2) ?? 0
    for (const token of tokens.slice(0, open)) {
      add(token, sealed)
      sealedLength += token.raw.length
    }
    const lines = [...sealed]
    for (const token of tokens.slice(open)) add(token, lines)
    return lines
  }
}
