/** A form of Markdown that Discord draws and that the rendering keeps; `words` are what a reader sees of it. */
type Kept = { readonly written: string; readonly words: string; readonly drawn: Drawn }

/** How Discord draws a form. */
type Drawn =
  | 'bold'
  | 'italic'
  | 'underlined'
  | 'struck'
  | 'hidden'
  | 'code'
  | 'small'
  | 'heading'
  | 'link'
  | 'list'
  | 'quote'

/** The Markdown that Claude is told to use. A test checks that each form survives rendering. */
export const supportedMarkdown: readonly Kept[] = [
  { written: '**bold**', words: 'bold', drawn: 'bold' },
  { written: '*italic*', words: 'italic', drawn: 'italic' },
  { written: '__underline__', words: 'underline', drawn: 'underlined' },
  { written: '~~strikethrough~~', words: 'strikethrough', drawn: 'struck' },
  { written: '||spoiler||', words: 'spoiler', drawn: 'hidden' },
  { written: '`code`', words: 'code', drawn: 'code' },
  { written: '# heading', words: 'heading', drawn: 'heading' },
  { written: '## heading', words: 'heading', drawn: 'heading' },
  { written: '### heading', words: 'heading', drawn: 'heading' },
  { written: '- list', words: 'list', drawn: 'list' },
  { written: '1. list', words: 'list', drawn: 'list' },
  { written: '> quote', words: 'quote', drawn: 'quote' },
  { written: '[link](https://example.com)', words: 'link', drawn: 'link' },
  { written: '-# small text', words: 'small text', drawn: 'small' },
]
