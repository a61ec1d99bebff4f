/** What a line stands in, outermost first: a quote, or a list item with the marker that Discord draws. */
export type Container =
  | { readonly kind: 'quote' }
  | {
      readonly kind: 'item'
      readonly marker: string
      /** Where the item's line begins in the source, and the line's own text before the item's. */
      readonly from: number
      readonly prefix: string | undefined
    }

/** Inline formatting: what opens and closes it in Discord's Markdown. Compared by identity. */
export type Mark = {
  readonly name: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler' | 'isolate' | 'link' | 'code'
  readonly open: string
  readonly close: string
  /** What opens it in the source, where that can be said again in front of what follows. */
  readonly source?: string
}

/**
 * The smallest run that a page is filled with. `text` is escaped when written, `code` is not, `whole` is written as it is
 * and never divided. `from` is where it comes from in the source; it never decreases along a document.
 */
export type Atom = {
  readonly kind: 'text' | 'code' | 'whole'
  readonly raw: string
  readonly from: number
  readonly marks: readonly Mark[]
  /** Whether its characters aren't one by one those of the source. */
  readonly loose?: boolean
  /** Whether it stands inside a formula: no page ends before it, and parsing cannot start at it. */
  readonly isInner?: boolean
}

/** How good a place to end a page is; 0 is none. */
export type Rank = 0 | 1 | 2 | 3 | 4 | 5

/** A code block as Discord draws it, `hidden` in a spoiler or not. Lines of one block share the object. */
export type Fence = { readonly language: string; readonly hidden: boolean }

/**
 * What is open where a block begins: a spoiler, up to which place of a growing source it is believed to close, and elements
 * of HTML, outermost first. Both go on over blank lines, so a parse that starts in the middle has to know them.
 */
export type OpenPairs = { readonly hiddenUntil: number | undefined; readonly elements: readonly string[] }

/**
 * Where parsing can start afresh: at `base` in the source, after `lead`, with the numbers of the first item at each depth
 * and with what is open there.
 */
export type ParseResume = {
  readonly base: number
  readonly lead: string
  readonly ordinals: readonly (number | undefined)[]
  readonly open: OpenPairs
}

/** One line of Discord's Markdown, before it has been put on a page. */
export type Line = {
  readonly from: number
  readonly containers: readonly Container[]
  /** How many of the innermost containers begin on this line. */
  readonly opened: number
  /** Written before the text, again when the line goes on on the next page: a heading's `#`. */
  readonly head: string
  readonly atoms: readonly Atom[]
  readonly fence?: Fence | undefined
  /** Whether an empty line stands before it. */
  readonly gap: boolean
  /** Whether it continues the line before, which is frozen. */
  readonly continued?: boolean
  /** How good it is to end a page before this line. */
  readonly rank: Rank
  readonly parseResume?: ParseResume | undefined
  /** How parsing can start inside the line. */
  readonly inlineResume?: Omit<ParseResume, 'base'> | undefined
}
