import { addLine, beginBlock, type Walk } from './block-walk.ts'
import { withoutInvisible } from './escape.ts'
import { fenceInfo } from './fence-info.ts'
import type { Atom, ParseResume } from './line.ts'
import { mathForm } from './math.ts'
import { mathWords } from './math-words.ts'
import { parseResumeAt } from './parse-resume.ts'
import type { Token } from './parser/parser.ts'
import { tableLines } from './table.ts'

/** Code, each of whose lines may begin a page; `markerLines` says how many lines stand before it in the source. */
export const addFence = (walk: Walk, token: Token, markerLines: 0 | 1): void => {
  beginBlock(walk, token)
  const first = (token.map?.[0] ?? 0) + markerLines
  const fenceLine = `${walk.source.lineText(first - 1)}\n`
  const content = token.content.replace(/\n$/, '')
  if (content.trim() === '') {
    addEmptyFence(walk, token)
    return
  }
  const { language, words } = fenceInfo(token.info)
  const fence = { language, hidden: walk.hiddenBy !== undefined }
  const line = walk.source.lineStart(token.map?.[0] ?? 0)
  const opening =
    markerLines === 1 && walk.note === undefined ? parseResumeAt(line, walk.containers, walk.open) : undefined
  openInCode(walk, token)
  if (words !== '') {
    const from = line + Math.max(0, fenceLine.lastIndexOf(words))
    addLine(walk, from, [{ kind: 'code', raw: withoutInvisible(words), from, marks: [] }], '', fence)
  }
  content.split('\n').forEach((text, index) => {
    const base = walk.source.lineStart(first + index)
    const from = base + Math.max(0, walk.source.lineText(first + index).length - text.length)
    if (opening !== undefined && index > 0)
      walk.parseResume = { ...opening, base, lead: opening.lead + fenceLine }
    addLine(walk, from, text === '' ? [] : [{ kind: 'code', raw: text, from, marks: [] }], '', fence)
  })
}

/** A fence around nothing shows nothing, but for words behind it that are no language, or behind one at the very end. */
const addEmptyFence = (walk: Walk, { info, map }: Token): void => {
  const [first, end] = map ?? [0, 0]
  const from = walk.source.lineStart(first)
  const shown = withoutInvisible(info).trim()
  const isWords = /\s/.test(shown) || (end - first === 1 && shown !== '')
  const words = walk.growsTo === undefined && isWords ? shown.split(/\s+/) : []
  if (words.length > 0)
    addLine(
      walk,
      from,
      words.flatMap((raw, index): Atom[] => {
        const word = { kind: 'text', raw, from, marks: [] } as const
        return index === 0 ? [word] : [{ ...word, raw: ' ' }, word]
      }),
    )
}

/** Code is drawn outside the list, so the item that begins with it needs a line of its own. */
const openInCode = (walk: Walk, token: Token | undefined): void => {
  const opened = walk.containers.slice(walk.containers.length - walk.opened)
  if (opened.every((container) => container.kind === 'quote')) return
  const from = walk.source.lineStart(token?.map?.[0] ?? 0)
  addLine(walk, from, [{ kind: 'whole', raw: '…', from, marks: [] }])
  walk.afterHeading = true
}

/** Display math: lines of Unicode, or code. */
export const addMath = (walk: Walk, token: Token): void => {
  beginBlock(walk, token)
  const lines = mathLines(walk, token)
  const forms = lines.map(({ text }, index) =>
    mathForm(text, token.info === 'incomplete' && index === lines.length - 1),
  )
  if (forms.every(({ text }) => text === '')) return
  const unicode = forms.every((form) => form.unicode)
  const fence = unicode ? undefined : { language: 'latex', hidden: walk.hiddenBy !== undefined }
  if (fence !== undefined) openInCode(walk, token)
  lines.forEach(({ text, from }, index) => {
    const words = unicode ? mathWords(forms[index]?.text ?? '', text) : [{ raw: text, at: 0 }]
    const kind = unicode ? 'text' : 'code'
    addLine(
      walk,
      from,
      words.map(({ raw, at }, word) => ({
        kind,
        raw,
        from: from + at,
        marks: [],
        loose: unicode,
        isInner: word > 0,
      })),
      '',
      fence,
    )
  })
}

/** The lines that aren't empty, each from its own place, since half a formula may turn out to be none. */
const mathLines = (walk: Walk, token: Token): readonly { readonly text: string; readonly from: number }[] => {
  const first = token.map?.[0] ?? 0
  return token.content.split('\n').flatMap((line, index) => {
    const text = line.trim()
    const column = Math.max(0, walk.source.lineText(first + index).lastIndexOf(text))
    return text === '' ? [] : [{ text, from: walk.source.lineStart(first + index) + column }]
  })
}

/** The table that begins with the token at `index`; returns the index of its end. */
export const addTable = (walk: Walk, index: number): number => {
  let end = index
  while (end < walk.tokens.length && walk.tokens[end]?.type !== 'table_close') end++
  const { lineStart, lineText } = walk.source
  const rows = tableLines(walk.tokens.slice(index, end), {
    lineStart,
    lineText,
    footnote: walk.footnote,
    growing: walk.growsTo !== undefined,
  })
  if (rows.fenced) openInCode(walk, walk.tokens[index])
  const fence = rows.fenced ? { language: '', hidden: walk.hiddenBy !== undefined } : undefined
  const head = tableHead(walk, walk.tokens[index])
  for (const { from, base, atoms, apart } of rows.lines) {
    walk.afterHeading ||= !apart
    if (head !== undefined && apart && base > head.base) walk.parseResume = { ...head, base }
    addLine(walk, from, atoms, '', fence)
  }
  return end
}

/** Parsing can start at any row after the head and its delimiters. */
const tableHead = (walk: Walk, token: Token | undefined): ParseResume | undefined => {
  const [first, end] = token?.map ?? [0, 0]
  if (walk.note !== undefined || end - first < 3) return undefined
  const parseResume = parseResumeAt(walk.source.lineStart(first), walk.containers, walk.open)
  const lines = `${walk.source.lineText(first)}\n${walk.source.lineText(first + 1)}\n`
  return (
    parseResume && { ...parseResume, base: walk.source.lineStart(first + 1), lead: parseResume.lead + lines }
  )
}
