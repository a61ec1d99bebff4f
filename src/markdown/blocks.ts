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
import type { InlineContext } from './inline-walk.ts'
import { inlineLines } from './inlines.ts'
import type { Atom, Line } from './line.ts'
import { inlineResume, itemPrefix, placeholder } from './parse-resume.ts'
import type { Token } from './parser.ts'

/** The lines of a document, and those of its footnotes by label. */
export type Document = {
  readonly lines: readonly Line[]
  readonly notes: ReadonlyMap<string, readonly Line[]>
  /** The last place before which more text can't change anything. */
  readonly checkpoint: Checkpoint | undefined
  /** How many lines come before the last paragraph at the outermost level. */
  readonly paragraph: number
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
  return { lines: walk.lines, notes: walk.notes, checkpoint: walk.checkpoint, paragraph: walk.paragraph }
}

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
export const rule = '─'.repeat(24)

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
  const number = list?.number
  if (walk.parseResume?.base === from)
    walk.parseResume = { ...walk.parseResume, ordinals: [...walk.parseResume.ordinals, number] }
  if (list !== undefined && number !== undefined) list.number = number + 1
  const outer = walk.containers.at(-1)
  const before = outer?.kind === 'item' && outer.from === from ? outer.prefix : ''
  const prefix =
    before === undefined ? undefined : itemPrefix(walk.source.lineText(token.map?.[0] ?? 0), before)
  push(walk, { kind: 'item', marker: number === undefined ? '- ' : `${number}. `, from, prefix })
}

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
  walk.inlineResume = walk.note === undefined ? inlineResume(walk.containers) : undefined
  walk.paragraph = walk.lines.length
  addInline(walk, inline, '', [])
  walk.inlineResume = undefined
  // Where parsing started in the middle, the items that are open began before.
  if (inline?.content.startsWith(placeholder)) walk.opened = 0
}

const addHeading = (walk: Walk, token: Token, inline: Token | undefined): void => {
  beginBlock(walk, token)
  const level = Number(token.tag.slice(1))
  const drawn = level <= 3 && walk.containers.every((container) => container.kind === 'quote')
  const inside = walk.note === undefined ? inlineResume(walk.containers) : undefined
  walk.inlineResume = inside && {
    ...inside,
    lead: inside.lead.replace(/(?=\ue000 $)/, `${'#'.repeat(level)} `),
  }
  addInline(walk, inline, drawn ? `${'#'.repeat(level)} ` : '', drawn ? [] : [bold])
  walk.inlineResume = undefined
  walk.afterHeading = true
}

const bold = { name: 'strong', open: '**', close: '**' } as const

const addInline = (
  walk: Walk,
  inline: Token | undefined,
  head: string,
  marks: InlineContext['marks'],
): void => {
  if (inline === undefined) return
  const at = walk.source.inside(inline)
  const task = walk.opened > 0 && walk.containers.at(-1)?.kind === 'item' ? taskBox(inline) : ''
  const lines = inlineLines(inline.children ?? [], {
    text: inline.content,
    at,
    footnote: walk.footnote,
    marks,
  })
  lines.forEach((atoms, index) => {
    const from = atoms[0]?.from ?? at(0)
    if (index === 0 && walk.within !== undefined) addRest(walk, walk.within, atoms)
    else if (atoms.length > 0) addLine(walk, from, index === 0 ? withTask(atoms, task) : atoms, head)
  })
}

/** What of `atoms` comes after `from` goes on with the line that was settled so far. */
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
