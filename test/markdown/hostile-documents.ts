/** `part` over and over, in so many characters. */
const filled = (part: string) => (length: number) => part.repeat(length / part.length + 1).slice(0, length)

/** `open` as often as `close`, around one letter. */
const nested = (open: string, close: string) => (length: number) => {
  const depth = Math.floor(length / (open.length + close.length))
  return `${open.repeat(depth)}x${close.repeat(depth)}`
}

const runs = (length: number) =>
  Array.from({ length: length / 20 }, (_, index) => `${'`'.repeat((index % 40) + 1)}a`)
    .join(' ')
    .slice(0, length)

const steps = (length: number) =>
  Array.from({ length: length / 20 }, (_, depth) => `${'  '.repeat(depth % 100)}- a`)
    .join('\n')
    .slice(0, length)

/** Each writes so many characters of what costs a Markdown parser most. */
export const hostileDocuments: Readonly<Record<string, (length: number) => string>> = {
  'links in one paragraph': filled('[a](http://x.y/z) '),
  'links, one a line': filled('[a](http://x.y/z)\n'),
  'tags that nothing closes': filled('<b><i>'),
  'tags in tags': nested('<b>', '</b>'),
  'table cells in HTML': filled('<td>'),
  'one row of bars': filled('|a'),
  'a cell without end': (length) => `|a|b|\n|-|-|\n|${filled('word ')(length)}`,
  'a table of 200 columns': (length) =>
    `${'|a'.repeat(200)}|\n${'|-'.repeat(200)}|\n${filled(`${'| x '.repeat(200)}|\n`)(length)}`,
  underscores: filled('a_b__c_'),
  'words that underscores join': filled('a_'),
  'line breaks': filled('\n'),
  'carriage returns': filled('\r'),
  spaces: filled(' '),
  'spaces between letters': (length) => `a${filled(' ')(length - 2)}b`,
  entities: filled('&amp;'),
  'numeric entities': filled('&#x1F600;'),
  'fractions in fractions': (length) => `$$\n${filled('\\frac{')(length)}`,
  'closed fractions in fractions': (length) => `$$\n${nested('\\frac{', '}')(length)}\n$$`,
  'fractions without braces': (length) => `$$\n${filled('\\frac')(length)}\n$$`,
  'exponents of exponents': (length) => `$$\n${filled('^')(length)}x\n$$`,
  'quotes in quotes': (length) => `${filled('> ')(length)}x`,
  'items in one line': filled('- '),
  'footnotes in footnotes': filled('[^a]: '),
  'images in images': nested('![', '](u)'),
  'emphasis in emphasis': nested('*a ', 'b* '),
  'bold in bold': nested('**a ', 'b** '),
  'comments that show nothing': filled('<!-- x -->'),
  'definitions of links': filled('[a]: b\n'),
  'addresses without an end': filled('http://'),
  'hard line breaks': filled('a  \n'),
  'formulas that nothing closes': filled('\\('),
  'one heading': (length) => `# ${filled('word ')(length)}`,
  'stars that open': filled('*a '),
  'stars and underscores': filled('a**b_'),
  'one run of stars': filled('*'),
  bars: filled('|'),
  'half spoilers': filled('||a '),
  'half strikethroughs': filled('~~a '),
  brackets: filled('['),
  'half links': filled('[a '),
  'half images': filled('!['),
  'half references': filled('[a][b'),
  'half definitions': filled('[a\n'),
  'half footnotes': filled('[^a'),
  'links of HTML in links': filled('<a href="http://a.b">'),
  'backticks of all lengths': runs,
  'lists in lists': steps,
  'half math in brackets': filled('\\(a '),
  'half display math': filled('\\[a '),
  'half math in dollars': filled('$a '),
  'half tags': filled('<a '),
  'characters nobody sees': (length) => `a${filled('\u{e0061}')(length)}`,
  'one line': filled('lorem ipsum dolor '),
  'one word': filled('x'),
  'notes and references': (length) =>
    `${numbered(length / 16, (at) => `w[^${at}] `)}\n\n${numbered(length / 22, (at) => `[^${at}]: note\n`)}`,
  'definitions and links': (length) =>
    `${numbered(length / 16, (at) => `[a${at}] `)}\n\n${numbered(length / 24, (at) => `[a${at}]: http://e.x\n`)}`,
  'one bold paragraph': (length) => `**${filled('word ')(length)}`,
  'bold words': filled('**word** and '),
  'tables in a row': filled('|a\n|-\n\n'),
  'indented lines of spoilers': filled('||a||\n  '),
  'cells of bold words': (length) => `|a|b|\n|-|-|\n${filled('| **a** | b c |\n')(length)}`,
  'one line of code': (length) => `\`\`\`\n${filled('x = y; ')(length)}`,
  prose: filled('Words of a sentence, as *people* write `them`.\n\n'),
  'one paragraph': filled('Words of a sentence, as *people* write `them`. '),
  'one paragraph of Chinese': filled('我们看到一个很长的段落，没有空格，也没有别的东西。'),
}

const numbered = (count: number, write: (at: number) => string): string =>
  Array.from({ length: Math.floor(count) }, (_, at) => write(at)).join('')
