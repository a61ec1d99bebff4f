import { type Inlining, inlineLines } from './inlines.ts'
import type { Atom, Container, Line, Rank, Restart } from './line.ts'
import { mathForm } from './math.ts'
import type { Token } from './parser.ts'
import { itemPrefix, placeholder, restartAt, resumption } from './restart.ts'
import type { SourceMap } from './source-map.ts'
import { tableLines } from './table.ts'

/** The lines of a document, and those of its footnotes by label. */
export type Document = {
  readonly lines: readonly Line[]
  readonly notes: ReadonlyMap<string, readonly Line[]>
}

/** What blocks need to know beside their tokens. */
export type Surroundings = {
  readonly source: SourceMap
  readonly footnote: Inlining['footnote']
  /** Numbers of the first items by depth, where parsing starts inside ordered lists. */
  readonly ordinals: Restart['ordinals']
}

/** Block tokens as lines of Discord's Markdown. */
export function blockLines(tokens: readonly Token[], surroundings: Surroundings): Document {
  const walk: Walk = {
    ...surroundings,
    tokens,
    lines: [],
    notes: new Map(),
    containers: [],
    opened: 0,
    lists: [],
    note: undefined,
    afterHeading: false,
    firstOfBlock: true,
    gap: false,
    restart: undefined,
    resume: undefined,
  }
  for (let index = 0; index < tokens.length; index++) index = step(walk, index)
  return { lines: walk.lines, notes: walk.notes }
}

type Walk = Omit<Surroundings, 'ordinals'> & {
  ordinals: Restart['ordinals']
  readonly tokens: readonly Token[]
  readonly lines: Line[]
  readonly notes: Map<string, Line[]>
  containers: readonly Container[]
  /** Innermost containers that no line has shown yet. */
  opened: number
  readonly lists: { number: number | undefined; items: number }[]
  note: Line[] | undefined
  afterHeading: boolean
  firstOfBlock: boolean
  gap: boolean
  restart: Restart | undefined
  resume: Line['resume']
}

const deepestItem = 8
const deepestQuote = 3

function step(walk: Walk, index: number): number {
  const token = walk.tokens[index]
  if (token === undefined) return index
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

function addLeaf(walk: Walk, token: Token, index: number): void {
  const next = walk.tokens[index + 1]
  if (token.type === 'paragraph_open') addParagraph(walk, token, next)
  else if (token.type === 'heading_open') addHeading(walk, token, next)
  else if (token.type === 'fence') addFence(walk, token, 1)
  else if (token.type === 'code_block') addFence(walk, token, 0)
  else if (token.type === 'math_block') addMath(walk, token)
  else if (token.type === 'hr') addRule(walk, token)
}

function addRule(walk: Walk, token: Token): void {
  beginBlock(walk, token)
  const from = walk.source.lineStart(token.map?.[0] ?? 0)
  addLine(walk, from, [{ kind: 'whole', raw: rule, from, marks: [] }])
}

/** A thin line as wide as a phone shows without wrapping. */
export const rule = '─'.repeat(24)

/** The innermost block that starts with `token`: what stands before it and whether parsing could start at it. */
function beginBlock(walk: Walk, token: Token): void {
  const first = token.map?.[0] ?? 0
  walk.firstOfBlock = true
  walk.gap ||= first > 0 && /^[\s>]*$/.test(walk.source.lineText(first - 1))
  walk.restart ??=
    walk.note === undefined ? restartAt(walk.source.lineStart(first), walk.containers) : undefined
}

function push(walk: Walk, container: Container): void {
  walk.containers = [...walk.containers, container]
  walk.opened++
}

function pop(walk: Walk): void {
  walk.containers = walk.containers.slice(0, -1)
  walk.opened = Math.max(0, walk.opened - 1)
}

function openList(walk: Walk, token: Token): void {
  beginBlock(walk, token)
  const start = token.type === 'ordered_list_open' ? Number(token.attrGet('start') ?? 1) : undefined
  const depth = walk.lists.length
  const carried = start === undefined ? undefined : walk.ordinals[depth]
  walk.ordinals = walk.ordinals.map((one, index) => (index === depth ? undefined : one))
  walk.lists.push({ number: carried ?? start, items: 0 })
}

function openItem(walk: Walk, token: Token): void {
  const list = walk.lists.at(-1)
  beginBlock(walk, token)
  const from = walk.source.lineStart(token.map?.[0] ?? 0)
  const number = list?.number
  if (walk.restart?.base === from)
    walk.restart = { ...walk.restart, ordinals: [...walk.restart.ordinals, number] }
  if (list !== undefined && number !== undefined) list.number = number + 1
  const outer = walk.containers.at(-1)
  const before = outer?.kind === 'item' && outer.from === from ? outer.prefix : ''
  const prefix =
    before === undefined ? undefined : itemPrefix(walk.source.lineText(token.map?.[0] ?? 0), before)
  push(walk, { kind: 'item', marker: number === undefined ? '- ' : `${number}. `, from, prefix })
}

/** An item without text still shows its marker. */
function closeItem(walk: Walk): void {
  const item = walk.containers.at(-1)
  if (walk.opened > 0 && item?.kind === 'item') addLine(walk, item.from, [])
  pop(walk)
  const list = walk.lists.at(-1)
  if (list !== undefined) list.items++
}

function addParagraph(walk: Walk, token: Token, inline: Token | undefined): void {
  beginBlock(walk, token)
  walk.resume = walk.note === undefined ? resumption(walk.containers) : undefined
  addInline(walk, inline, '', [])
  walk.resume = undefined
  // Where parsing started in the middle, the items that are open began before.
  if (inline?.content.startsWith(placeholder)) walk.opened = 0
}

function addHeading(walk: Walk, token: Token, inline: Token | undefined): void {
  beginBlock(walk, token)
  const level = Number(token.tag.slice(1))
  const drawn = level <= 3 && walk.containers.every((container) => container.kind === 'quote')
  addInline(walk, inline, drawn ? `${'#'.repeat(level)} ` : '', drawn ? [] : [bold])
  walk.afterHeading = true
}

const bold = { name: 'strong', open: '**', close: '**' } as const

function addInline(walk: Walk, inline: Token | undefined, head: string, marks: Inlining['marks']): void {
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
    if (atoms.length > 0) addLine(walk, from, index === 0 ? withTask(atoms, task) : atoms, head)
  })
}

function taskBox(inline: Token): '' | '☐' | '☑' {
  const box = /^\[([ xX])\](?=\s)/.exec(inline.content)?.[1]
  return box === undefined ? '' : box === ' ' ? '☐' : '☑'
}

/** The parser leaves `[ ]` as the first words of the item. */
function withTask(atoms: readonly Atom[], box: string): readonly Atom[] {
  const first = atoms[0]
  if (box === '' || first === undefined) return atoms
  const end = atoms.findIndex((atom) => atom.raw.endsWith(']'))
  return [{ ...first, kind: 'whole', raw: box }, ...atoms.slice(end + 1)]
}

function addFence(walk: Walk, token: Token, markerLines: 0 | 1): void {
  beginBlock(walk, token)
  const first = (token.map?.[0] ?? 0) + markerLines
  const fenceLine = `${walk.source.lineText(first - 1)}\n`
  const content = token.content.replace(/\n$/, '')
  if (content.trim() === '') return
  const fence = { language: /^[\w+\-.#]+/.exec(token.info)?.[0] ?? '' }
  const line = walk.source.lineStart(token.map?.[0] ?? 0)
  const opening = markerLines === 1 && walk.note === undefined ? restartAt(line, walk.containers) : undefined
  openInCode(walk, token)
  content.split('\n').forEach((text, index) => {
    const base = walk.source.lineStart(first + index)
    const from = base + Math.max(0, walk.source.lineText(first + index).length - text.length)
    if (opening !== undefined && index > 0)
      walk.restart = { ...opening, base, lead: opening.lead + fenceLine }
    addLine(walk, from, text === '' ? [] : [{ kind: 'code', raw: text, from, marks: [] }], '', fence)
  })
}

/** Code is drawn outside the list, so the item that begins with it needs a line of its own. */
function openInCode(walk: Walk, token: Token | undefined): void {
  const opened = walk.containers.slice(walk.containers.length - walk.opened)
  if (opened.every((container) => container.kind === 'quote')) return
  const from = walk.source.lineStart(token?.map?.[0] ?? 0)
  addLine(walk, from, [{ kind: 'whole', raw: '…', from, marks: [] }])
  walk.afterHeading = true
}

function addMath(walk: Walk, token: Token): void {
  beginBlock(walk, token)
  const first = token.map?.[0] ?? 0
  const form = mathForm(token.content, token.info === 'half')
  if (form.text === '') return
  const fence = form.unicode ? undefined : { language: 'latex' }
  if (fence !== undefined) openInCode(walk, token)
  const from = walk.source.lineStart(first) + Math.max(0, walk.source.lineText(first).search(/\$\$|\\\[/))
  for (const text of form.text.split('\n')) {
    const atoms = (text.match(/\s+|\S+/g) ?? []).map(
      (raw) => ({ kind: 'text', raw, from, marks: [] }) as const,
    )
    addLine(
      walk,
      from,
      fence === undefined ? atoms : [{ kind: 'whole', raw: text, from, marks: [] }],
      '',
      fence,
    )
  }
}

function addTable(walk: Walk, index: number): number {
  const end = walk.tokens.findIndex((token, at) => at > index && token.type === 'table_close')
  const { lineStart, lineText } = walk.source
  const rows = tableLines(walk.tokens.slice(index, end), { lineStart, lineText, footnote: walk.footnote })
  if (rows.fenced) openInCode(walk, walk.tokens[index])
  const fence = rows.fenced ? { language: '' } : undefined
  const head = tableHead(walk, walk.tokens[index])
  for (const { from, atoms, apart } of rows.lines) {
    walk.afterHeading ||= !apart
    if (head !== undefined && apart && from > head.base) walk.restart = { ...head, base: from }
    addLine(walk, from, atoms, '', fence)
  }
  return end
}

/** Parsing can start at any row after the head and its delimiters. */
function tableHead(walk: Walk, token: Token | undefined): Restart | undefined {
  const [first, end] = token?.map ?? [0, 0]
  if (walk.note !== undefined || end - first < 3) return undefined
  const restart = restartAt(walk.source.lineStart(first), walk.containers)
  const lines = `${walk.source.lineText(first)}\n${walk.source.lineText(first + 1)}\n`
  return restart && { ...restart, base: walk.source.lineStart(first + 1), lead: restart.lead + lines }
}

function addLine(
  walk: Walk,
  from: number,
  atoms: readonly Atom[],
  head = '',
  fence: Line['fence'] = undefined,
): void {
  const lines = walk.note ?? walk.lines
  const previous = lines.at(-1)
  const beside = fence !== undefined || previous?.fence !== undefined || previous?.head !== ''
  const containers = shown(walk.containers)
  lines.push({
    from,
    containers,
    opened: Math.min(walk.opened, containers.length),
    head,
    atoms,
    fence,
    gap: walk.gap && !beside,
    rank: rank(walk, fence),
    restart: walk.restart,
    resume: walk.resume,
  })
  walk.opened = 0
  walk.afterHeading = false
  walk.firstOfBlock = false
  walk.gap = false
  walk.restart = undefined
}

function rank(walk: Walk, fence: Line['fence']): Rank {
  if (walk.afterHeading) return 0
  if (fence !== undefined && !walk.firstOfBlock) return 4
  if (!walk.firstOfBlock) return 3
  return walk.containers.length === walk.opened && walk.lists.every((list) => list.items === 0) ? 5 : 4
}

/** Discord draws few levels; deeper ones stand at the deepest. */
function shown(containers: readonly Container[]): readonly Container[] {
  const quotes = containers.filter((container) => container.kind === 'quote').slice(0, deepestQuote)
  const items = containers.filter((container) => container.kind === 'item')
  if (quotes.length + items.length === containers.length && items.length <= deepestItem) return containers
  return [...quotes, ...items.slice(0, deepestItem - 1), ...items.slice(-1)]
}
