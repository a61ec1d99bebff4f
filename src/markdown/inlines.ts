import { emphasisClashes } from './emphasis-clash.ts'
import { htmlMeaning } from './html.ts'
import {
  add,
  addIndent,
  addRun,
  beginLine,
  close,
  flush,
  type InlineContext,
  open,
  plain,
  type Walk,
  wordPattern,
} from './inline-walk.ts'
import type { Atom, Mark } from './line.ts'
import { linkForm, urlInside } from './links.ts'
import {
  backticksClash,
  codeMark,
  emphasis,
  separateBackticks,
  strike,
  strong,
  tagMarks,
  underline,
} from './marks.ts'
import { mathForm } from './math.ts'
import { mathWords } from './math-words.ts'
import { isPaired, type Role } from './pairs.ts'
import { maxUrlLength } from './parser/links.ts'
import type { Token } from './parser/parser.ts'
import { codeStart, descriptionPieces, htmlKind, plainText } from './plain-text.ts'
import { subscript, superscript } from './superscript.ts'

/** Inline tokens as lines of atoms; a soft or hard break begins the next line. */
export const inlineLines = (tokens: readonly Token[], context: InlineContext): Atom[][] => {
  const { hiddenBy } = context.pairs
  const walk: Walk = {
    ...context,
    marks: hiddenBy === undefined ? context.marks : [hiddenBy, ...context.marks],
    lines: [[]],
    last: 0,
    notes: [],
    script: plain,
    run: undefined,
    hidden: 0,
    clashes: emphasisClashes(tokens),
  }
  tokens.forEach((token, index) => {
    step(walk, token, tokens, index)
  })
  flush(walk)
  return walk.lines
}

const step = (walk: Walk, token: Token, tokens: readonly Token[], index: number): void => {
  if (walk.hidden > 0 && token.type !== 'link_close' && !isLinkEnd(token)) return
  const from = walk.at(offset(token))
  const role = walk.pairs.roles.get(index)
  if (isText(token) || (isPaired(token) && role === undefined)) addRun(walk, token.content, from)
  else {
    flush(walk)
    steps.get(token.type)?.(walk, token, from, { tokens, index })
  }
}

const isText = ({ type }: Token): boolean => type === 'text' || type === 'text_special'

/** A line of a paragraph keeps the spaces at its beginning, as in a poem. */
const beginIndented = (walk: Walk, token: Token, from: number): void => {
  beginLine(walk)
  const [, indent = ''] =
    /^[\\ \t]*\n([ \t]+)\S/.exec(walk.text.slice(offset(token), offset(token) + 400)) ?? []
  if (indent === '' || walk.pairs.roles.values().some(({ kind }) => kind === 'tag')) return
  addIndent(walk, indent, from)
}

const hide = (walk: Walk, role: Role | undefined): void => {
  if (role?.kind === 'spoiler-open') open(walk, role.mark)
  else close(walk, 'spoiler')
}

type Step = (walk: Walk, token: Token, from: number, among: Among) => void
type Among = { readonly tokens: readonly Token[]; readonly index: number }

const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['strong_open', (walk, token) => open(walk, token.markup === '__' ? underline : strong)],
  ['strong_close', (walk, token) => close(walk, token.markup === '__' ? 'underline' : 'strong')],
  [
    'em_open',
    (walk, token, _from, { index }) => open(walk, emphasis(token.markup, walk.clashes(walk.marks, index))),
  ],
  ['em_close', (walk) => close(walk, 'em')],
  ['s_open', (walk) => open(walk, strike)],
  ['s_close', (walk) => close(walk, 'strike')],
  ['softbreak', (walk, token, from) => beginIndented(walk, token, from)],
  ['hardbreak', (walk, token, from) => beginIndented(walk, token, from)],
  ['bars', (walk, _token, _from, { index }) => hide(walk, walk.pairs.roles.get(index))],
  [
    'code_inline',
    (walk, token) => addCode(walk, token.content, offset(token) + token.markup.length, token.markup),
  ],
  ['math_inline', (walk, token, from) => addMath(walk, token, from)],
  ['bare_url', (walk, token, from) => addAddress(walk, `<${token.content}>`, from)],
  [
    'footnote_reference',
    (walk, { content }, from) => add(walk, { kind: 'whole', raw: walk.footnote(content, from), from }),
  ],
  [
    'link_open',
    (walk, token, from, among) => openLink(walk, attribute(token, 'href'), linkText(token, among), from),
  ],
  ['link_close', (walk) => closeLink(walk)],
  ['image', (walk, token, from) => addImage(walk, token, from)],
  ['html_inline', (walk, token, from, among) => addHtml(walk, token.content, from, among)],
])

const offset = (token: Token): number => token.map?.[0] ?? 0

const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? '')

/** `start` is where the code begins in the inline text, with the space that the parser may have taken. */
const addCode = (walk: Walk, content: string, start: number, source?: string): void => {
  const before = walk.marks
  const first = codeStart(walk.text, start, content)
  const mark = codeMark(content)
  walk.marks = before.filter((mark) => !endsIn(mark, content))
  open(walk, source === undefined ? mark : { ...mark, source })
  const apart = backticksClash(content)
  for (const piece of content.matchAll(wordPattern)) {
    const raw = apart ? separateBackticks(piece[0]) : piece[0]
    add(walk, { kind: 'code', raw, from: walk.at(first + piece.index), loose: apart })
  }
  walk.marks = before
}

/** Discord looks for the end of formatting in code too. Of a spoiler the code itself is changed, so that it stays hidden. */
const endsIn = ({ name, close }: Mark, code: string): boolean => {
  if (name === 'em') return /[*_]/.test(code)
  return name !== 'spoiler' && name !== 'link' && code.includes(close)
}

const addMath = (walk: Walk, token: Token, from: number): void => {
  const form = mathForm(token.content, token.info === 'incomplete')
  const begin = offset(token) + token.markup.indexOf(token.content)
  if (!form.unicode) addCode(walk, token.content.replace(/\s/g, ' '), begin)
  const words = form.unicode ? mathWords(form.text, token.content) : []
  words.forEach(({ raw, at }, index) => {
    const wordFrom = index === 0 ? from : walk.at(begin + at)
    for (const part of raw.match(/[\s\S]{1,60}/gu) ?? [])
      add(walk, { kind: 'text', raw: part, from: wordFrom, loose: true, isInner: index > 0 })
  })
}

/** An autolink's text is its address, only written otherwise. */
const linkText = (token: Token, among: Among): string => {
  const automatic = token.info === 'auto' && /^https?:/i.test(attribute(token, 'href'))
  return automatic ? '' : plainText(linked(among))
}

const linked = (among: Among): readonly Token[] => upTo(among, (token) => token.type === 'link_close')

const upTo = ({ tokens, index }: Among, isEnd: (token: Token) => boolean): readonly Token[] => {
  let end = index + 1
  for (let token = tokens[end]; token !== undefined && !isEnd(token); token = tokens[end]) end++
  return tokens.slice(index + 1, end)
}

const openLink = (walk: Walk, href: string, text: string, from: number): void => {
  const form = linkForm(href, text)
  walk.notes.push(form.note)
  if (form.kind === 'bare') {
    add(walk, { kind: 'whole', raw: urlInside(`<${form.url}>`, walk.marks), from })
    walk.hidden++
  } else if (form.kind === 'masked') {
    // Said again in front of the rest of its text, the bracket begins the link again.
    const url = urlInside(form.url, walk.marks)
    open(walk, { name: 'link', open: '[', close: `](<${url}>)`, source: '[' })
  }
}

const closeLink = (walk: Walk): void => {
  flush(walk)
  if (walk.hidden > 0) walk.hidden--
  close(walk, 'link')
  const note = walk.notes.pop() ?? ''
  if (note === '') return
  const { last: from } = walk
  add(walk, { kind: 'text', raw: ' ', from })
  addAddress(walk, note, from)
}

/** An address is whole on a page, unless no page may have room for it. */
const addAddress = (walk: Walk, address: string, from: number): void => {
  const raw = urlInside(address, walk.marks)
  if (raw.length <= maxUrlLength + 4) add(walk, { kind: 'whole', raw, from })
  else for (const part of raw.match(/.{1,60}/gsu) ?? []) add(walk, { kind: 'code', raw: part, from })
}

const addImage = (walk: Walk, token: Token, from: number): void => {
  const text = plainText(token.children ?? [])
  const inLink = walk.notes.length > 0
  if (!inLink) openLink(walk, attribute(token, 'src'), text, from)
  const pieces = walk.hidden > 0 ? [] : descriptionPieces(token.children ?? [], walk.text, offset(token) + 2)
  for (const piece of pieces) addRun(walk, piece.text, walk.at(piece.at))
  flush(walk)
  if (!inLink) closeLink(walk)
}

const isLinkEnd = (token: Token): boolean => htmlKind(token) === 'link-end'

const addHtml = (walk: Walk, tag: string, from: number, among: Among): void => {
  const meaning = htmlMeaning(tag)
  switch (meaning.kind) {
    case 'nothing':
      break
    case 'text':
      addRun(walk, tag, from)
      break
    case 'break':
      beginLine(walk)
      break
    case 'open':
      open(walk, tagMarks[meaning.name])
      break
    case 'item':
      beginLine(walk)
      add(walk, { kind: 'whole', raw: '• ', from })
      break
    case 'cell':
      addRun(walk, walk.lines.at(-1)?.length ? ' │ ' : '', from)
      break
    case 'close':
      close(walk, meaning.name)
      break
    case 'end':
      close(walk, meaning.name)
      beginLine(walk)
      break
    case 'script':
      walk.script = meaning.name === 'sup' ? superscript : meaning.name === 'sub' ? subscript : plain
      break
    case 'link':
      // As in a browser, a link in a link ends it.
      if (walk.notes.length > 0) closeLink(walk)
      openLink(walk, meaning.href, plainText(htmlLinked(among)), from)
      break
    case 'link-end':
      closeLink(walk)
      break
    case 'image':
      openLink(walk, meaning.href, meaning.text, from)
      addRun(walk, walk.hidden > 0 ? '' : meaning.text, from)
      closeLink(walk)
      break
    default:
      meaning satisfies never
  }
}

const htmlLinked = (among: Among): readonly Token[] => upTo(among, (token) => /^link/.test(htmlKind(token)))
