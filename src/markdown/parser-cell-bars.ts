import type { Markdown } from './parser-state.ts'

type StateCore = InstanceType<Markdown['core']['State']>

/** Stands for a bar that divides no cells while blocks are parsed. A source that holds it already shows a bar there. */
const standIn = '\ue001'

/** Code in backticks, or a spoiler that no letter touches: `||hidden||`, but not the empty cells of `|a||b||c|`. */
const unit =
  /(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\1(?!`)|(?<=^|[\s([\p{Pi}\p{Po}])\|\|(?=[^\s|])(?:[^|\n]|\|(?!\|))*?[^\s|]\|\|(?![\p{L}\p{N}|])/gmu

/** A spoiler or code that the end of a growing source does not close yet. */
const incompleteUnit =
  /(?<=^|[\s([\p{Pi}\p{Po}])\|\|(?=[^\s|])[^\n]*$|^(?:[^`]*`[^`]*`)*[^`]*`(?=[^`])[^`\n]*$/u

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

/** How many cells a row of a table has. */
export const cellCount = (line: string): number =>
  protectBars(line)
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length
