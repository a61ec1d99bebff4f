/**
 * What the rendering changes on purpose. `rewrite` turns a source into one that Discord, untouched, would show as the
 * rendering does, so that the law can be held for the rest.
 */
export type IntendedChange = {
  readonly what: string
  readonly why: string
  readonly source: string
  readonly sent: string
  readonly rewrite?: (source: string) => string
}

/** The dialect's table. */
export const intendedChanges: readonly IntendedChange[] = [
  {
    what: 'a heading of the fourth to sixth level is bold',
    why: 'Discord has three levels',
    source: '#### Deep',
    sent: '**Deep**',
    rewrite: (source) => source.replace(/^#{4,6} (.*)$/gm, '**$1**'),
  },
  {
    what: 'a line of dashes under words makes them a heading',
    why: 'CommonMark',
    source: 'Two\n---',
    sent: '## Two',
  },
  {
    what: 'a rule is a thin line',
    why: 'Discord has none',
    source: 'a\n\n***\n\nb',
    sent: `a\n\n${'─'.repeat(16)}\n\nb`,
  },
  {
    what: 'a table is a block of code',
    why: 'Discord has none',
    source: '| a | b |\n|---|---|\n| c | d |',
    sent: '```\na │ b\n──┼──\nc │ d\n```',
  },
  {
    what: 'a table with an address, a spoiler, struck words or wide characters is a line of text a row',
    why: 'a block of code shows none of them, or does not align',
    source: '| a | b |\n|---|---|\n| c | ~~d~~ |',
    sent: '__a · b__\n**c** · ~~d~~',
  },
  {
    what: 'in such a row with Hebrew or Arabic each cell is isolated (U+2068, U+2069)',
    why: 'cells would change places',
    source: '| a | b |\n|---|---|\n| שלום | ספר |',
    sent: '__a · b__\n**\u2068שלום\u2069** · \u2068ספר\u2069',
  },
  { what: 'a formula is Unicode', why: 'Discord has none', source: 'Take $x^2$.', sent: 'Take x².' },
  {
    what: 'an image is a link',
    why: 'Discord shows none in text',
    source: '![cat](https://e.com/c.png)',
    sent: '[cat](<https://e.com/c.png>)',
  },
  {
    what: 'a footnote is a raised number and stands at the end',
    why: 'Discord has none',
    source: 'One[^a].\n\n[^a]: Note.',
    sent: `One¹.\n\n${'─'.repeat(16)}\n¹ Note.`,
  },
  {
    what: 'a pair of HTML tags with a known name formats what it surrounds',
    why: 'Discord shows the tags',
    source: 'H<sub>2</sub>O is <b>wet</b>',
    sent: 'H₂O is **wet**',
  },
  {
    what: 'a masked link has no preview',
    why: 'safety',
    source: '[docs](https://e.com/x)',
    sent: '[docs](<https://e.com/x>)',
  },
  {
    what: 'a link that is used by its label stands at the label',
    why: 'Discord has no definitions',
    source: '[one]\n\n[one]: https://e.com',
    sent: '[one](<https://e.com>)',
  },
  {
    what: 'nothing mentions, commands or draws a time',
    why: 'safety',
    source: '<@123> @everyone <t:1:R>',
    sent: '<\u200b@123> @\u200beveryone <\u200bt:1:R>',
  },
  { what: 'a task has a box', why: 'Discord has none', source: '- [x] done', sent: '- ☑ done' },
  { what: 'a plus or star begins a bullet', why: 'one form of list', source: '+ one', sent: '- one' },
  {
    what: 'a bracket behind a number is a dot',
    why: 'Discord draws only dots',
    source: '1) one',
    sent: '1. one',
  },
  {
    what: 'numbers that are all one are counted',
    why: 'CommonMark',
    source: '1. a\n1. b',
    sent: '1. a\n2. b',
    rewrite: (source) => source.replace(/^\d+\. /gm, '- '),
  },
  { what: 'several blank lines are one', why: 'a phone is small', source: 'a\n\n\n\nb', sent: 'a\n\nb' },
  { what: 'a character reference is its character', why: 'CommonMark', source: 'AT&amp;T', sent: 'AT&T' },
  {
    what: 'a star between digits multiplies, an underscore in a word belongs to it',
    why: 'that is what Claude means',
    source: '2*3*4 and a_b_c d',
    sent: '2\\*3\\*4 and a\\_b\\_c d',
    rewrite: (source) =>
      source.replace(/https?:\S+|(?<=\d)\*+(?=\d)|(?<=[^\W_])_+(?=[^\W_])/g, (found) =>
        found.startsWith('http') ? found : '×',
      ),
  },
  {
    what: 'indented code is a block of code',
    why: 'CommonMark',
    source: 'a\n\n    b',
    sent: 'a\n```\nb\n```',
  },
  {
    what: 'a spoiler does not end in code',
    why: 'nothing hidden is bare; code is whole',
    source: '||`a || b` c|| d',
    sent: '||`a |\u200b| b` c|| d',
  },
  {
    what: 'a comparison in bars of its own is a spoiler, as on Discord',
    why: 'the text untouched hides it too',
    source: 'a || b || c',
    sent: 'a ||b|| c',
  },
]
