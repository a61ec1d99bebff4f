import { Marked, type Tokens } from 'marked'
import { markedTerminal } from 'marked-terminal'
import { terminalTable } from './terminal-table.ts'

const indented = (mark: string, body: string): string =>
  mark + body.replaceAll('\n', `\n${' '.repeat(mark.length)}`)

const markOf = ({ ordered, start }: Tokens.List, item: Tokens.ListItem, index: number): string => {
  if (ordered) return `${Number(start || 1) + index}. `
  return item.task ? `${item.checked ? '☑' : '☐'} ` : '• '
}

/**
 * Renders Markdown for a terminal. marked-terminal renders headings, code and inline marks; this file renders lists
 * (which it numbers from 1), tables (which it does not wrap), quotes and rules.
 */
export const markedForTerminal = (columns: number): Marked => {
  const marked = new Marked(
    markedTerminal({ reflowText: false, showSectionPrefix: false, tab: 2, emoji: false }),
  )
  marked.use({
    renderer: {
      text(token) {
        return 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : token.text
      },
      checkbox: () => '',
      hr: () => `${'─'.repeat(Math.min(columns, 40))}\n\n`,
      table({ header, rows }) {
        const texts = (cells: readonly Tokens.TableCell[]): readonly string[] =>
          cells.map(({ tokens }) => this.parser.parseInline(tokens))
        return `${terminalTable(texts(header), rows.map(texts), columns)}\n\n`
      },
      blockquote(quote) {
        const body = this.parser.parse(quote.tokens).trim()
        return `${body.replace(/^/gm, '│ ')}\n\n`
      },
      list(list) {
        const gap = list.loose ? '\n\n' : '\n'
        const bodyOf = ({ tokens }: Tokens.ListItem): string =>
          tokens
            .map((token) => this.parser.parse([token]).trim())
            .filter((part) => part !== '')
            .join(gap)
        const items = list.items.map((item, index) => indented(markOf(list, item, index), bodyOf(item)))
        return `${items.join(gap)}\n\n`
      },
    },
  })
  return marked
}
