import {
  addLine,
  type BlockContext,
  beginBlock,
  type Checkpoint,
  pop,
  push,
  setCheckpoint,
  type Walk,
} from './block-walk.ts'
import { addFence, addMath, addTable } from './code-blocks.ts'
import { addDefinition } from './definition-line.ts'
import type { InlineContext } from './inline-walk.ts'
import { inlineLines } from './inlines.ts'
import type { Atom, Line, OpenPairs } from './line.ts'
import { findPairs, type InlinePairs, pairsAlone } from './pairs.ts'
import { inlineResume, itemPrefix, placeholder } from './parse-resume.ts'
import type { Token } from './parser/parser.ts'

/** The lines of a document, and those of its footnotes by label. */
export type Document = {
  readonly lines: readonly Line[]
  readonly notes: ReadonlyMap<string, readonly Line[]>
  /** The last place before which more text can't change anything. */
  readonly checkpoint: Checkpoint | undefined
  /** How many lines come before the last paragraph at the outermost level. */
  readonly paragraph: number
  /** Whether the last paragraph stands in a spoiler, at least in part. */
  readonly hides: boolean
  /** What is open at the end. */
  readonly open: OpenPairs
}

/** Where the tokens are those after a checkpoint: what was known there, and the last line before it. */
export type ContinuedFrom = Checkpoint & { readonly last: Line | undefined }

/** Block tokens as lines of Discord's Markdown. */
export const blockLines = (
  tokens: readonly Token[],
  context: BlockContext,
  before?: ContinuedFrom,
): Document => {
  const walk: Walk = {
    ...context,
    ordinals: context.begun.ordinals,
    ...pairsOf(tokens, context),
    tokens,
    lines: [],
    notes: new Map(),
    containers: [],
    opened: 0,
    lists: [],
    note: undefined,
    afterHeading: before?.afterHeading ?? false,
    firstOfBlock: true,
    gap: before?.gap ?? false,
    parseResume: before?.parseResume,
    inlineResume: undefined,
    continued: before?.list && { ...before.list },
    last: before?.last,
    checkpoint: undefined,
    within: before?.atoms === undefined ? undefined : before.base,
    paragraph: 0,
  }
  for (let index = 0; index < tokens.length; index++) index = step(walk, index)
  const { lines, notes, checkpoint, paragraph } = walk
  return { lines, notes, checkpoint, paragraph, hides: walk.hides, open: walk.open }
}

/** What the tags and bars of the document do. Notes and cells of tables are texts of their own. */
const pairsOf = (
  tokens: readonly Token[],
  { source, begun, growsTo }: BlockContext,
): Pick<Walk, 'pairs' | 'open' | 'hiddenBy' | 'hides' | 'unclosedFrom'> => {
  let apart = 0
  const inlines = tokens.filter((token) => {
    if (token.nesting !== 0 && isApart(token)) apart += token.nesting
    return apart === 0 && token.type === 'inline'
  })
  const texts = inlines.map((token) => ({
    tokens: token.children ?? [],
    text: token.content,
    at: source.inside(token),
  }))
  const found = findPairs(texts, begun.open, growsTo)
  const pairs = new Map<Token, InlinePairs>()
  inlines.forEach((token, index) => {
    const own = found.inlines[index]
    if (own !== undefined) pairs.set(token, own)
  })
  const { open } = begun
  return { pairs, open, hiddenBy: found.hiddenBy, hides: false, unclosedFrom: found.unclosedFrom }
}

const isApart = ({ type }: Token): boolean => type.startsWith('table_') || type.startsWith('footnote_')

const step = (walk: Walk, index: number): number => {
  const token = walk.tokens[index]
  if (token === undefined) return index
  if (token.nesting >= 0 && token.level === 0) setCheckpoint(walk, token)
  switch (token.type) {
    case 'blockquote_open':
      beginBlock(walk, token)
      push(walk, { kind: 'quote' })
      return index
    case 'blockquote_close':
      pop(walk)
      return index
    case 'bullet_list_open':
    case 'ordered_list_open':
      openList(walk, token)
      return index
    case 'bullet_list_close':
    case 'ordered_list_close':
      walk.lists.pop()
      return index
    case 'list_item_open':
      openItem(walk, token)
      return index
    case 'list_item_close':
      closeItem(walk)
      return index
    case 'footnote_open':
      walk.note = []
      if (!walk.notes.has(token.info)) walk.notes.set(token.info, walk.note)
      return index
    case 'footnote_close':
      walk.note = undefined
      return index
    case 'table_open': {
      beginBlock(walk, token)
      return addTable(walk, index)
    }
    default:
      addLeaf(walk, token, index)
      return index
  }
}

const addLeaf = (walk: Walk, token: Token, index: number): void => {
  const next = walk.tokens[index + 1]
  if (token.type === 'paragraph_open') addParagraph(walk, token, next)
  else if (token.type === 'heading_open') addHeading(walk, token, next)
  else if (token.type === 'definition') addDefinition(walk, token)
  else if (token.type === 'subtext_open') addSubtext(walk, token, next)
  else if (token.type === 'fence') addFence(walk, token, 1)
  else if (token.type === 'code_block') addFence(walk, token, 0)
  else if (token.type === 'math_block') addMath(walk, token)
  else if (token.type === 'hr') addRule(walk, token)
}

const addRule = (walk: Walk, token: Token): void => {
  beginBlock(walk, token)
  const from = walk.source.lineStart(token.map?.[0] ?? 0)
  addLine(walk, from, [{ kind: 'whole', raw: rule, from, marks: [] }])
}

/** A thin line as wide as a phone shows without wrapping. */
export const rule = '─'.repeat(16)

const openList = (walk: Walk, token: Token): void => {
  beginBlock(walk, token)
  const start = token.type === 'ordered_list_open' ? Number(token.attrGet('start') ?? 1) : undefined
  const depth = walk.lists.length
  const carried = start === undefined ? undefined : walk.ordinals[depth]
  walk.ordinals = walk.ordinals.map((one, index) => (index === depth ? undefined : one))
  walk.lists.push(walk.continued ?? { number: carried ?? start, items: 0 })
  walk.continued = undefined
}

const openItem = (walk: Walk, token: Token): void => {
  const list = walk.lists.at(-1)
  if (list !== undefined && list.items > 0) setCheckpoint(walk, token, list)
  beginBlock(walk, token)
  const from = walk.source.lineStart(token.map?.[0] ?? 0)
  const number = itemNumber(list?.number, token)
  if (walk.parseResume?.base === from)
    walk.parseResume = { ...walk.parseResume, ordinals: [...walk.parseResume.ordinals, number] }
  if (list !== undefined && number !== undefined) list.number = number + 1
  const outer = walk.containers.at(-1)
  const before = outer?.kind === 'item' && outer.from === from ? outer.prefix : ''
  const prefix =
    before === undefined ? undefined : itemPrefix(walk.source.lineText(token.map?.[0] ?? 0), before)
  push(walk, { kind: 'item', marker: number === undefined ? '- ' : `${number}. `, from, prefix })
}

/** A list that skips a number skips it on Discord too; one that repeats its numbers is counted. */
const itemNumber = (next: number | undefined, token: Token): number | undefined =>
  next === undefined ? undefined : Math.max(next, Number.parseInt(token.info, 10) || 0)

/** An item without text still shows its marker. */
const closeItem = (walk: Walk): void => {
  const item = walk.containers.at(-1)
  if (walk.opened > 0 && item?.kind === 'item') addLine(walk, item.from, [])
  pop(walk)
  const list = walk.lists.at(-1)
  if (list !== undefined) list.items++
}

const addParagraph = (walk: Walk, token: Token, inline: Token | undefined): void => {
  beginBlock(walk, token)
  if (inline?.content.startsWith(placeholder)) walk.parseResume = walk.begun
  walk.inlineResume = walk.note === undefined ? inlineResume(walk.containers, walk.open) : undefined
  walk.paragraph = walk.lines.length
  addInline(walk, inline, '', [], indentation(walk, token))
  walk.inlineResume = undefined
  // Where parsing started in the middle, the items that are open began before.
  if (inline?.content.startsWith(placeholder)) walk.opened = 0
}

/** The spaces before a paragraph's first word, also ideographic ones, which Discord shows outside of quotes and lists. */
const indentation = (walk: Walk, token: Token): readonly Atom[] => {
  const line = token.map?.[0] ?? 0
  const [, spaces = ''] =
    /^((?! {4})[ \u00a0\u2000-\u200a\u3000]{1,8})\S/.exec(walk.source.lineText(line)) ?? []
  if (spaces === '' || walk.containers.length > 0 || walk.note !== undefined) return []
  return [{ kind: 'whole', raw: spaces, from: walk.source.lineStart(line), marks: [] }]
}

const addHeading = (walk: Walk, token: Token, inline: Token | undefined): void => {
  beginBlock(walk, token)
  const level = Number(token.tag.slice(1))
  const drawn = level <= 3 && walk.containers.every((container) => container.kind === 'quote')
  const inside = walk.note === undefined ? inlineResume(walk.containers, walk.open) : undefined
  walk.inlineResume = inside && {
    ...inside,
    lead: inside.lead.replace(/(?=\ue000 $)/, `${'#'.repeat(level)} `),
  }
  addInline(walk, inline, drawn ? `${'#'.repeat(level)} ` : '', drawn ? [] : [bold])
  walk.inlineResume = undefined
  walk.afterHeading = true
}

const addSubtext = (walk: Walk, token: Token, inline: Token | undefined): void => {
  beginBlock(walk, token)
  addInline(walk, inline, '-# ', [])
}

const bold = { name: 'strong', open: '**', close: '**' } as const

const addInline = (
  walk: Walk,
  inline: Token | undefined,
  head: string,
  marks: InlineContext['marks'],
  before: readonly Atom[] = [],
): void => {
  if (inline === undefined) return
  const at = walk.source.inside(inline)
  const task = walk.opened > 0 && walk.containers.at(-1)?.kind === 'item' ? taskBox(inline) : ''
  const pairs = walk.pairs.get(inline) ?? pairsAlone(inline.children ?? [], inline.content)
  const lines = inlineLines(inline.children ?? [], {
    text: inline.content,
    at,
    footnote: walk.footnote,
    pairs,
    marks,
  })
  walk.hiddenBy = undefined
  lines.forEach((atoms, index) => {
    const from = (index === 0 ? before[0]?.from : undefined) ?? atoms[0]?.from ?? at(0)
    if (index === 0 && walk.within !== undefined) addRest(walk, walk.within, atoms)
    else if (atoms.length > 0)
      addLine(walk, from, index === 0 ? [...before, ...withTask(atoms, task)] : atoms, head)
  })
  walk.hiddenBy = pairs.hiddenAfter
  walk.hides = pairs.hiddenBy !== undefined || pairs.hiddenAfter !== undefined
  if (walk.pairs.has(inline)) walk.open = pairs.after
}

/** Adds the `atoms` after `from` to the line whose beginning is frozen. */
const addRest = (walk: Walk, from: number, atoms: readonly Atom[]): void => {
  walk.within = undefined
  addLine(
    walk,
    from,
    atoms.filter((atom) => atom.from >= from),
  )
  const line = walk.lines.pop()
  if (line !== undefined) walk.lines.push({ ...line, continued: true })
}

const taskBox = (inline: Token): '' | '☐' | '☑' => {
  const box = /^\[([ xX])\](?=\s)/.exec(inline.content)?.[1]
  return box === undefined ? '' : box === ' ' ? '☐' : '☑'
}

/** The parser leaves `[ ]` as the first words of the item. */
const withTask = (atoms: readonly Atom[], box: string): readonly Atom[] => {
  const first = atoms[0]
  if (box === '' || first === undefined) return atoms
  const end = atoms.findIndex((atom) => atom.raw.endsWith(']'))
  return [{ ...first, kind: 'whole', raw: box }, ...atoms.slice(end + 1)]
}
