/** A control under a page. The screen turns it into a button of its own; what it does is decided where it is pressed. */
export type Control =
  | 'stop'
  | 'regenerate'
  | 'continue'
  | 'whole-text'
  | 'new-thread'
  | 'retry'
  | { readonly type: 'variants'; readonly at: number; readonly of: number }

/** What one message shows. Once the next page has begun it is sealed: it never changes again. */
export type Page = {
  /** Discord's Markdown, at most 2,000 code points. */
  readonly content: string
  readonly controls: readonly Control[]
}
