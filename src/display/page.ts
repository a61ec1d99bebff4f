/** The action of a control. `previous`, `position` and `next` are for switching between the answers to a question. */
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
  | 'ask-more'
  | 'allow-today'
  | 'dismiss'

/** A control under a page, about the turn `id` (or what `ask-more` asks for). The screen draws it; what it may do is decided when it is used. */
export type Control = {
  readonly action: Action
  readonly id: string
  /** At least one of the two is there. */
  readonly label?: string
  readonly emoji?: string
  readonly disabled?: boolean
}

/** The content of one message. It is sealed once the next page has begun: it never changes again. */
export type Page = {
  /** Discord's Markdown, at most 2,000 code points. */
  readonly content: string
  readonly controls: readonly Control[]
  /** Whether it concerns the asker alone, so that nobody else sees it where Discord can hide it. */
  readonly isPrivate?: boolean
  /** The text that did not fit into messages. */
  readonly file?: PageFile
  /** Below the text. */
  readonly pictures?: readonly PagePicture[]
}

/** A text file attached to a page. */
export type PageFile = { readonly name: string; readonly text: string }

/** A picture attached to a page; `description` is for those who do not see it. */
export type PagePicture = { readonly name: string; readonly png: Uint8Array; readonly description: string }
