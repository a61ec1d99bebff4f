import { htmlMeaning } from './html.ts'
import { mathForm } from './math.ts'
import { isPaired, pairsAlone } from './pairs.ts'
import type { Token } from './parser/parser.ts'

/** A piece of what is shown without formatting, and where in the inline text it begins. */
type PlainPiece = { readonly text: string; readonly at: number }

/** The text that `tokens` show, without formatting. `text` is their inline text, where all of it is theirs. */
export const plainText = (tokens: readonly Token[], text?: string): string => {
  const { roles } = pairsAlone(tokens, text ?? '')
  return tokens.map((token, index) => tokenText(token, roles.has(index), text === undefined)).join('')
}

/** What `tokens` of an image's description show; the description begins at `start` of `text`. */
export const descriptionPieces = (
  tokens: readonly Token[],
  text: string,
  start: number,
): readonly PlainPiece[] => {
  const { roles } = pairsAlone(tokens, '')
  return tokens.flatMap((token, index) => {
    const at = start + (token.map?.[0] ?? 0)
    if (token.type === 'image') return descriptionPieces(token.children ?? [], text, at + 2)
    const content = tokenText(token, roles.has(index), true)
    if (content === '') return []
    const isCode = token.type === 'code_inline'
    return [{ text: content, at: isCode ? codeStart(text, at + token.markup.length, content) : at }]
  })
}

/** Where `content` of code begins that stands in `text` from `start` on: of the spaces there the parser may have taken one. */
export const codeStart = (text: string, start: number, content: string): number =>
  start + spacesAt(text, start) - spacesAt(content, 0)

/** How many characters of white space stand in `text` from `start` on. */
const spacesAt = (text: string, start: number): number => {
  const spaces = /\s*/y
  spaces.lastIndex = start
  return spaces.exec(text)?.[0].length ?? 0
}

/** What kind of HTML tag `token` is; nothing for other tokens. */
export const htmlKind = (token: Token): string =>
  token.type === 'html_inline' ? htmlMeaning(token.content).kind : ''

const tokenText = (token: Token, hasRole: boolean, isPart: boolean): string => {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
  if (token.type === 'image') return plainText(token.children ?? [])
  if (token.type === 'math_inline') return mathForm(token.content, token.info === 'incomplete').text
  if (isPaired(token)) return pairText(token, hasRole || (isPart && htmlKind(token) === 'break'))
  return token.nesting === 0 ? token.content : ''
}

const pairText = (token: Token, hasRole: boolean): string => {
  if (!hasRole) return token.content
  return token.type === 'bars' ? '' : htmlText(token)
}

const htmlText = (token: Token): string => {
  const kind = htmlKind(token)
  return kind === 'text' ? token.content : /^(?:break|item|cell|end)$/.test(kind) ? ' ' : ''
}
