import { expect, test } from 'vitest'
import { noPages, paginate } from '../../src/markdown/paginate.ts'

/** Documents whose form is clear from what there is of them, so that nothing of it may ever be taken back. */
const clear: Record<string, string> = {
  'tasks in lists':
    'Plan:\n- [x] Design *it*\n- [ ] Build it\n  - [x] parser\n  - [ ] renderer with `code`\n- [ ] Ship',
  'code in lists':
    '1. First:\n   ```sh\n   npm install\n   ```\n2. Second\n   - nested with **bold**\n     ```js\n     let a\n     ```\n3. Done',
  'quotes in quotes':
    '> One\n> > Two with `code`\n> > > Three\n>\n> ```py\n> print("in quote")\n> ```\n> - list\n\nOut.',
  'fences in fences': '~~~~markdown\nA fence:\n```js\nlet a\n```\n~~~\nstill inside\n~~~\n~~~~\n\nOutside.',
  'numbered footnotes': 'A claim[^1] and another[^2], again[^1].\n\nMore of it.',
  'Japanese with formatting':
    'これは**「重要」**な点です。**強調**された*斜体*、~~取り消し~~。「**引用**」も大切です。',
  'spoilers beside a logical or': 'It is ||the butler||! And `a || b`, and a || b || c.',
  'emoji of many parts': '👩‍👩‍👧‍👦🇯🇵👍🏽❤️‍🔥'.repeat(3),
  'tabs and carriage returns': '- one\r\n\t- two with tab\r\n\r\nPara\twith\ttabs.\r\n\r\n\tcode by tab\r\n',
}

/** What is shown, but for its last character and the marks that close what is open. */
function begun(shown: string): string {
  return shown
    .replace(/[*_~|`\s]*$/, '')
    .slice(0, -1)
    .replace(/[*_~|`\s\ud800-\udbff\u200d]*$/, '')
}

test.each(Object.entries(clear))('%s are shown in one form from their first character on', (_, source) => {
  let pages = noPages
  for (let length = 1; length <= source.length; length++) {
    const before = begun(pages.open)
    pages = paginate(pages, source.slice(0, length), { limit: 800, ended: false })
    expect(pages.open.slice(0, before.length)).toBe(before)
  }
})
