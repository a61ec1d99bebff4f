import type { Markdown, Token } from './state.ts'

type StateCore = InstanceType<Markdown['core']['State']>

/** Stands for a bar that divides no cells while blocks are parsed. A source that holds it already shows a bar there. */
const standIn = '\ue001'

/**
 * Code in backticks, or a spoiler that no letter touches: `||hidden||`, or `|| hidden ||` where a cell begins, but not the
 * empty cells of `|a||b||c|`.
 */
const unit =
  /(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\1(?!`)|(?<=^|[\s([\p{Pi}\p{Po}])\|\|(?=[^\s|])(?:[^|\n]|\|(?!\|))*?[^\s|]\|\|(?![\p{L}\p{N}|])|(?<=\|[ \t]+)\|\|(?=[ \t]+[^\s|])(?:[^|\n]|\|(?!\|))*?\|\|(?![\p{L}\p{N}|])/gmu

/** A spoiler or code that the end of a growing source does not close yet. */
const incompleteUnit =
  /(?<=^|[\s([\p{Pi}\p{Po}])\|\|(?=[^\s|])[^\n]*$|(?<=\|[ \t]+)\|\|(?=[ \t]+[^\s|])[^\n]*$|^(?:[^`]*`[^`]*`)*[^`]*`(?=[^`])[^`\n]*$/u

/** `source` with the bars in code and those of spoilers replaced, character by character. GFM would divide cells there. */
export const protectBars = (source: string, growing = false): string => {
  if (!source.includes('|')) return source
  const complete = source.replace(/^.*\|.*$/gm, (line) => line.replace(unit, standInFor))
  if (!growing) return complete
  const lastLine = complete.lastIndexOf('\n') + 1
  return complete.slice(0, lastLine) + complete.slice(lastLine).replace(incompleteUnit, standInAtEnd)
}

const standInFor = (text: string): string => text.replace(/(?<!\\)\|/g, standIn)

const standInAtEnd = (text: string): string => {
  const begin = text.startsWith('||') ? 0 : text.lastIndexOf('`')
  return text.slice(0, begin) + standInFor(text.slice(begin))
}

/** Puts the bars back, before inline text is parsed. */
export const restoreBars = (state: StateCore): void => {
  if (!state.src.includes(standIn)) return
  for (const token of state.tokens) {
    token.content = token.content.replaceAll(standIn, '|')
    token.info = token.info.replaceAll(standIn, '|')
  }
  state.src = state.src.replaceAll(standIn, '|')
}

/** GFM drops what stands in a row behind the last column of the header; here these are cells too, where they hold anything. */
export const keepFurtherCells = (state: StateCore): void => {
  if (!state.tokens.some(({ type }) => type === 'tbody_open')) return
  const lines = state.src.split('\n')
  let isBody = false
  let cells = 0
  let line = 0
  state.tokens = state.tokens.flatMap((token) => {
    if (token.type.startsWith('tbody_')) isBody = token.nesting > 0
    if (token.type === 'tr_open') {
      cells = 0
      line = token.map?.[0] ?? 0
    }
    if (token.type === 'inline') cells++
    if (token.type !== 'tr_close' || !isBody) return [token]
    const further = cellTexts(lines[line] ?? '').slice(cells)
    const last = further.findLastIndex((text) => text !== '')
    return [...further.slice(0, last + 1).flatMap((text) => cellTokens(state, text, line)), token]
  })
}

/** The cells of a row, with a bar in place of `\|`. */
const cellTexts = (line: string): readonly string[] =>
  line
    .replace(/^[\s>]*\|?/, '')
    .replace(/(?<!\\)\|\s*$/, '')
    .split(/(?<!\\)\|/)
    .map((text) => text.trim().replaceAll('\\|', '|'))

const cellTokens = (state: StateCore, text: string, line: number): readonly Token[] => {
  const inline = new state.Token('inline', '', 0)
  inline.content = text
  inline.map = [line, line + 1]
  inline.children = []
  return [new state.Token('td_open', 'td', 1), inline, new state.Token('td_close', 'td', -1)]
}
