import type { InlineContext } from './inline-walk.ts'
import type { Atom, Container, Line, Mark, OpenPairs, ParseResume, Rank } from './line.ts'
import type { InlinePairs } from './pairs.ts'
import { parseResumeAt } from './parse-resume.ts'
import { behindFence } from './parser/fence.ts'
import type { Token } from './parser/parser.ts'
import type { SourceMap } from './source-map.ts'

/** What blocks need to know beside their tokens. */
export type BlockContext = {
  readonly source: SourceMap
  readonly footnote: InlineContext['footnote']
  /** How parsing started. */
  readonly begun: ParseResume
  /** The length of a source that will grow. */
  readonly growsTo: number | undefined
  /** Whether the label of a link definition is used before that place. */
  readonly isUsed: (label: string, before: number) => boolean
}

/** Where a block, or an item of a list after its first one, begins whose text before is complete. */
export type Checkpoint = Pick<Walk, 'gap' | 'afterHeading' | 'parseResume'> & {
  readonly base: number
  /** How many lines come before. */
  readonly lines: number
  /** The list whose item begins here. */
  readonly list: Walk['lists'][number] | undefined
  /** Where it stands inside a paragraph, how many atoms of the next line come before. */
  readonly atoms?: number
  readonly open: OpenPairs
}

/** What is known on the way through the blocks. */
export type Walk = BlockContext & {
  /** Numbers of the first items by depth, where parsing starts inside ordered lists. */
  ordinals: ParseResume['ordinals']
  readonly tokens: readonly Token[]
  readonly lines: Line[]
  readonly notes: Map<string, Line[]>
  readonly pairs: ReadonlyMap<Token, InlinePairs>
  /** What is open before the next block, and the mark of a spoiler that is. */
  open: OpenPairs
  hiddenBy: Mark | undefined
  hides: boolean
  /** From where on more text can change what is hidden. */
  readonly unclosedFrom: number
  containers: readonly Container[]
  /** Innermost containers that no line has shown yet. */
  opened: number
  readonly lists: { number: number | undefined; items: number }[]
  note: Line[] | undefined
  afterHeading: boolean
  firstOfBlock: boolean
  gap: boolean
  parseResume: ParseResume | undefined
  inlineResume: Line['inlineResume']
  /** The list that the first item goes on with. */
  continued: Walk['lists'][number] | undefined
  /** The line before the first one. */
  readonly last: Line | undefined
  checkpoint: Checkpoint | undefined
  /** Where in the source a paragraph's line continues whose beginning is frozen. */
  within: number | undefined
  /** How many lines come before the newest paragraph at the outermost level. */
  paragraph: number
}

/** Remembers that `token` begins a block, or a further item of `list`, at the outermost level. */
export const setCheckpoint = (walk: Walk, token: Token, list?: Walk['lists'][number]): void => {
  if (walk.containers.length > 0 || walk.note !== undefined) return
  const first = token.map?.[0] ?? 0
  const gap = isBlank(walk, first - 1)
  const base = walk.source.lineStart(first)
  if ((!gap && list === undefined) || base > walk.unclosedFrom) return
  // A line may hold two blocks: words, and a code block that opens behind them.
  if (walk.checkpoint?.base === base || token.info === behindFence) return
  walk.checkpoint = {
    base,
    lines: walk.lines.length,
    gap: walk.gap || gap,
    afterHeading: walk.afterHeading,
    parseResume: walk.parseResume,
    list: list && { ...list },
    open: walk.open,
  }
}

const isBlank = (walk: Walk, line: number): boolean =>
  line >= 0 && /^[\s>]*$/.test(walk.source.lineText(line))

/** The innermost block that starts with `token`: what stands before it and whether parsing could start at it. */
export const beginBlock = (walk: Walk, token: Token): void => {
  const first = token.map?.[0] ?? 0
  walk.firstOfBlock = true
  walk.gap ||= isBlank(walk, first - 1)
  if (walk.note === undefined && token.info !== behindFence)
    walk.parseResume ??= parseResumeAt(walk.source.lineStart(first), walk.containers, walk.open)
}

/** `container` begins. */
export const push = (walk: Walk, container: Container): void => {
  walk.containers = [...walk.containers, container]
  walk.opened++
}

/** The innermost container ends. */
export const pop = (walk: Walk): void => {
  walk.containers = walk.containers.slice(0, -1)
  walk.opened = Math.max(0, walk.opened - 1)
}

/** Adds a line to the document, or to the footnote that is being read. */
export const addLine = (
  walk: Walk,
  from: number,
  atoms: readonly Atom[],
  head = '',
  fence: Line['fence'] = undefined,
): void => {
  const lines = walk.note ?? walk.lines
  const previous = lines.at(-1) ?? (walk.note === undefined ? walk.last : undefined)
  const beside =
    fence !== undefined ||
    previous?.fence !== undefined ||
    previous === undefined ||
    previous.head.startsWith('#')
  const containers = shown(walk.containers)
  lines.push({
    from,
    containers,
    opened: Math.min(walk.opened, containers.length),
    head,
    atoms: fence === undefined && walk.hiddenBy !== undefined ? hidden(atoms, walk.hiddenBy) : atoms,
    fence,
    gap: walk.gap && !beside,
    rank: rank(walk, fence),
    parseResume: walk.parseResume,
    inlineResume: walk.inlineResume,
  })
  walk.opened = 0
  walk.afterHeading = false
  walk.firstOfBlock = false
  walk.gap = false
  walk.parseResume = undefined
}

/** `atoms` in a spoiler. */
const hidden = (atoms: readonly Atom[], mark: Mark): readonly Atom[] =>
  atoms.map((atom) => ({ ...atom, marks: [mark, ...atom.marks] }))

const deepestItem = 8

const deepestQuote = 3

const rank = (walk: Walk, fence: Line['fence']): Rank => {
  if (walk.afterHeading) return 0
  if (fence !== undefined && !walk.firstOfBlock) return 4
  if (!walk.firstOfBlock) return 3
  return walk.containers.length === walk.opened && walk.lists.every((list) => list.items === 0) ? 5 : 4
}

/** Discord draws few levels; deeper ones stand at the deepest. */
const shown = (containers: readonly Container[]): readonly Container[] => {
  const quotes = containers.filter((container) => container.kind === 'quote').slice(0, deepestQuote)
  const items = containers.filter((container) => container.kind === 'item')
  if (quotes.length + items.length === containers.length && items.length <= deepestItem) return containers
  return [...quotes, ...items.slice(0, deepestItem - 1), ...items.slice(-1)]
}
