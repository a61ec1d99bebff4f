/** What a control does. `previous`, `position` and `next` step between the answers to one question. */
export type Action =
  | 'stop'
  | 'regenerate'
  | 'continue'
  | 'whole-text'
  | 'new-thread'
  | 'retry'
  | 'previous'
  | 'position'
  | 'next'
  | 'details'
  | 'answer-again'

/** A control under a page, about the turn `id`. The screen draws it; what it may do is decided when it is used. */
export type Control = {
  readonly action: Action
  readonly id: string
  /** At least one of the two is there. */
  readonly label?: string
  readonly emoji?: string
  readonly disabled?: boolean
}

/** What one message shows. Once the next page has begun it is sealed: it never changes again. */
export type Page = {
  /** Discord's Markdown, at most 2,000 code points. */
  readonly content: string
  readonly controls: readonly Control[]
  /** What found no room in messages. */
  readonly file?: PageFile
}

/** A text file that goes with a page. */
export type PageFile = { readonly name: string; readonly text: string }
