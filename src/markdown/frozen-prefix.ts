import type { Checkpoint } from './block-walk.ts'
import { type CompactLine, compact } from './compact-lines.ts'
import { appendLines } from './fill.ts'
import type { Line } from './line.ts'
import type { Page } from './page.ts'
import { definitions, type Parsed, type References, sameReferences } from './parser/parser.ts'

/**
 * The lines of a growing text's open page that more text can't change: those before the block, or the list item, that
 * begins at the checkpoint. An empty line or another item stands before it.
 */
export type FrozenPrefix = {
  readonly checkpoint: Checkpoint
  readonly lines: readonly CompactLine[]
  /** The page with these lines on it. */
  readonly page: Page
  /** The link definitions before the checkpoint, and those that the lines were made with. */
  readonly known: References
  readonly used: References
}

/** Whether what was parsed from the checkpoint on goes on there, with the link definitions that the lines were made with. */
export const canContinue = ({ checkpoint, used }: FrozenPrefix, { tokens, references }: Parsed): boolean => {
  const first = tokens[0]
  if (first === undefined || !sameReferences(references, used)) return false
  // A line of bars or equals signs below may have made a table or a heading of the paragraph.
  if (checkpoint.atoms !== undefined) return first.type === 'paragraph_open'
  return checkpoint.list === undefined || first.type.endsWith('_list_open')
}

/** `before` with `lines`, which come from `text`, up to `checkpoint`. */
export const freeze = (
  before: Omit<FrozenPrefix, 'checkpoint' | 'used'>,
  checkpoint: Checkpoint,
  lines: readonly Line[],
  text: string,
  used: References,
): FrozenPrefix => ({
  checkpoint,
  lines: joinLines(before.lines, lines.map(compact)),
  page: flat(appendLines(before.page, lines)),
  known: definitions(text, before.known),
  used,
})

/** `lines` and those after them, the first of which may go on with the last of `lines`. */
export const joinLines = (lines: readonly CompactLine[], after: readonly Line[]): readonly CompactLine[] => {
  const [first, last] = [after[0], lines.at(-1)]
  if (!first?.continued || last === undefined) return [...lines, ...after]
  const whole = compact({ ...last, atoms: [...last.atoms, ...first.atoms] })
  return [...lines.slice(0, -1), whole, ...after.slice(1)]
}

/** V8 keeps a text that grew word by word in as many pieces until a character of it is read. */
const flat = (page: Page): Page => {
  page.text.charCodeAt(0)
  return page
}
