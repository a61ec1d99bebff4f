import fc from 'fast-check'

const phrase = fc.integer({ min: 1, max: 5 }).map((length) => Array.from({ length }, () => '\0').join(' '))

const around = (before: string, after: string) => phrase.map((words) => before + words + after)

/** Spans that look the same on Discord untouched and after the rendering, and signs that only look as if they meant something. */
const span = fc.oneof(
  phrase,
  around('**', '**'),
  around('__', '__'),
  around('~~', '~~'),
  around('*', '*'),
  around('_', '_'),
  around('***', '***'),
  around('||', '||'),
  around('|| ', ' ||'),
  around('`', '`'),
  around('한국어**(', ')**와'),
  around('先用API**“', '”**，'),
  around('ข้อความ**(', ')**ต่อ'),
  around('**', ':**10개'),
  around('[', '](https://example.com/a_b?c=d)'),
  around('<', '> and </div>'),
  around('a<', ' and c>d '),
  around('||**', '** and `a_b`||'),
  fc.constantFrom(
    'Option<i>',
    '</p>',
    'a <br> tag',
    'a<b and c>d',
    'List<b> of T',
    'vector<T>',
    'C++',
    '$5-$10',
    '30$',
    'US$5 or C$6',
    '$20 (or 30$)',
    '10€',
    '¯\\_(ツ)_/¯',
    '2*3*4',
    'snake_case_name',
    '#tag',
    ':)',
    '`a || b`',
    'https://example.com/x_(y)_z',
    '<https://example.com/q?a=b>',
    'C:\\Users\\me',
    'it is 5 > 3',
    '¥100',
  ),
)

const inline = fc.array(span, { minLength: 1, maxLength: 4 }).map((spans) => spans.join(' '))

const safeStart = inline.filter((text) => !/^[\s>#\-+\d|]/.test(text))

const block = fc.oneof(
  { weight: 4, arbitrary: safeStart },
  fc.array(safeStart, { minLength: 2, maxLength: 4 }).map((lines) => lines.join('\n')),
  fc.array(phrase, { minLength: 2, maxLength: 4 }).map((lines) => lines.join('\n    ')),
  safeStart.map((text) => `# ${text}`),
  safeStart.map((text) => `#### ${text.replaceAll('**', '')}`),
  safeStart.map((text) => `> ${text}`),
  phrase.map((text) => `-# ${text}`),
  fc.tuple(safeStart, phrase).map(([text, small]) => `${text}\n-# ${small}`),
  fc
    .array(safeStart, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .array(safeStart, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((item, at) => `${at}. ${item}`).join('\n')),
  fc.tuple(phrase, phrase).map(([one, two]) => `||${one}\n\n${two}||`),
  fc.tuple(phrase, phrase).map(([one, two]) => `||\n- ${one}\n- ${two}\n||`),
  phrase.map((text) => `\`\`\`js\n${text} || $5\n\`\`\``),
  phrase.map((text) => `Try this: \`\`\`js\n${text}\n\`\`\`\nThen \0.`),
  phrase.map((text) => `\`\`\`\n${text}\n\`\`\` Then \0.`),
)

/** What stands in cells as models write them: bars that are not escaped, links, spoilers, emoji, scripts that do not align. */
const cell = fc.oneof(
  phrase,
  around('**', '**'),
  around('~~', '~~'),
  around('||', '||'),
  around('`', '`'),
  around('[', '](https://example.com/a_b?c=d)'),
  around('||**', '**||'),
  around('日本語**（', '）**です '),
  around('한국어 ', ' 👍🏽'),
  fc.constantFrom(
    '`a | b`',
    '`||`',
    '`x || y`',
    '`|`',
    'a \\| b',
    '$5-$10',
    '<https://example.com/q?a=b>',
    'https://example.com/x_(y)_z',
    '✅',
    '👩‍💻 ok',
    '🇯🇵',
    '“先用”',
    '',
    'C++',
    'a<b',
    '| c',
    '—',
  ),
)

const table = fc.integer({ min: 1, max: 4 }).chain((columns) => {
  const row = (of: fc.Arbitrary<string>) =>
    fc.array(of, { minLength: columns, maxLength: columns }).map((cells) => `| ${cells.join(' | ')} |`)
  return fc
    .tuple(
      row(phrase),
      row(fc.constantFrom('---', ':--', '--:', ':-:')),
      fc.array(row(cell), { minLength: 1, maxLength: 6 }),
    )
    .map(([header, rule, rows]) => [header, rule, ...rows].join('\n'))
})

const numbered = (blocks: readonly string[]): string => {
  let count = 0
  return blocks.join('\n\n').replaceAll('\0', () => `w${++count}x`)
}

/** Tables between paragraphs. */
export const tableDocument = fc
  .array(fc.oneof(table, safeStart), { minLength: 1, maxLength: 4 })
  .map((blocks) => numbered(blocks))

/** A document in which every word has its own number. */
export const touchyDocument = fc
  .array(block, { minLength: 1, maxLength: 5 })
  .map((blocks) => numbered(blocks))

const address = `https://calendar.example.com/render?text=${'word%20'.repeat(70)}end`

/** Texts whose words or formatting such bots have lost, as people reported them, and others of their kind. */
export const reportedTexts: readonly string[] = [
  '先用API**“缓存”**，再清理Redis**“队列”**就好。',
  'GPU**(선택)**와 CPU**(필수)**를 준비하세요.',
  '**[fix]**The port is read again. **결과:**10개',
  'ใช้**(ค่า)**นี้ และ ה**"ערך"**הזה',
  'The ticket costs $20 (it was 30$). Snacks are 5$-10$.',
  '$5-$10 **now** 30$, $5 ~~or~~ 6$',
  'From $5-$10, or 1,50$/month vs 2$/month, R$ 10 e R$ 20.',
  'Pick $$ or $$$ places, $1.5M–$2M, and A$5 for C$6.',
  'Try this: ```js\nconst a = 1;\nconst b = 2;\n```\nThen restart the server.',
  'Run ```\nnpm start\n``` and wait.',
  '1. Install:\n\n        ```sh\n        npm ci\n        ```\n2. Start',
  'Swap them if a<b and c>d. Stop as soon as x<p or y>q.',
  'An Option<i> holds a number, a List<b> holds flags, and a Set<s> holds names.\n\nThe rest is plain.',
  'Every page ends with </div> and </p>; a <b> tag makes text heavy, a <br> breaks the line and <a> begins a link.',
  'Map<u, a> of <string>, <!-- a remark --> and <T extends i>.',
  'Write the sign as &lt;, and the other one (&amp;) as “&gt;”.',
  'Title\n\n  the sea\n   is wide\n\n   so deep',
  'Verse\n\n  \\- no list\n  \\# no heading\n  \\> no quote',
  'the sea\n    is wide\n        and deep\n  so is sleep',
  `Here is it: [add it](${address}) and ${address}`,
  'Nobody knows ¯\\_(ツ)_/¯ really. ¯\\_(ツ)_/¯',
  'Hints: ||red|| ||round|| ||an apple||',
  'One ||two||||three|| four',
  'Quiz: how many moons? || Twelve || And who found them? || Orla ||',
  'How it ends: ||Maro sinks the boat.\n\nNobody is saved.|| Enjoy.',
  '||\n- one\n- two\n\n```js\nlet secret = 1\n```\n|| The end.',
  'Two eggs a person.\n-# Nutrition is an estimate.',
  '- One egg\n-# Or two.\n\nDone.',
  'Read the __small print__ before you **__sign__**.',
  '0. zero\n1. one\n5. five',
  '> quoted\nplain\n>>> all\nof it',
  '>= 5 is enough, >:( not.',
  'Sources:\n\n[1]: https://example.com/one\n[2]: https://example.com/two',
  '| Operator | Meaning |\n|---|---|\n| `&&` | both hold |\n| `||` | one of them holds |\n| `a | b` | bits of either |',
  '| Sign | Regex |\n|:--|--:|\n| or | `(a|b)` |\n| shell | `ls | wc -l || exit` |',
  '| A |\n|---|\n| ``x | `y` || z`` |\n| `|` and `||` |',
  '| Service | Manual |\n|---|---|\n| Mail | [open](https://example.com/mail/manual) |\n| Files | [open](https://example.com/files/manual) |',
  '| Site | Price |\n|---|---|\n| <https://example.com/a> | ~~$20~~ $15 |\n| https://example.com/b | $5 |',
  '| Picture | Answer |\n|---|---|\n| ![cat](https://example.com/cat.png) | ||it is a cat|| |',
  '| A | B |\n|---|---|\n| x | y | ||all|| | [further](https://example.com/c) |',
  'Stop as soon as x<p\n**[docs](https://example.com/a)** tell why',
  'See https://example.com/a_(b)_c?x[]=1&y=2 and <https://example.com/*a*>.',
  '使用**「設定」**と**（必須）**を、**`npm ci`**で。',
  '그는**"안녕"**이라고 **(크게)**말했다. ราคา**100**บาท และ**"ดี"**มาก זה**(חשוב)**מאוד',
  'Costs 5$ vs 10$ per user, $3/month, ($4), "$5", $6.50-$7. Use $HOME and $PATH. US$1,000; 20$/h or 30$/h?',
  'If x<y && y>z then Map<K, V> or <T>(x: T) => T; use <br/> and </span>.',
  'First ```py\nprint(1)\n``` then ```py\nprint(2)\n``` end.',
  '1. Do:\n   ```sh\n   ls\n   ```\n   then\n2. Next ```js\nx\n```',
  '   Roses are red\n      violets are blue\n\n\tsugar',
  '||one\n\n- two\n- three\n\nfour|| five',
  '||```js\nsecret()\n```|| after',
  'Say ||a `b` **c** [d](https://e.com)|| now\n\n> ||quoted secret||\n\n||\nlines\n||',
  '| A | B |\n|---|---|\n| ||x|y|| | `a||b` |\n| [l](https://e.com/a_b) | **||z||** |',
  '| A |\n|---|\n| a \\|\\| b |\n| ||spoiler word|| and `|` |',
  '-# small **bold** [l](https://e.com)\n-# two\n\n- item\n  -# not small',
  '__a **b** c__ and __**x**__ and ***__y__***, **__~~all three words~~__**',
  '**Note:**text **「注」**text *「斜」*体 ~~「消」~~す a**b**c*d*e~~f~~g__h__i',
  `- [calendar](https://e.com/r?${'abc_def*'.repeat(60)}end) *it* ![pic](https://e.com/p?${'abc=def&'.repeat(60)}end.png)`,
  '价格$5到$10，或5$到10$。1人$20、2人で$35。가격은 $5에서 $10',
  '这是** 加粗 **文字，再看**「重点」 **和**另一 **个。',
  '** spaced bold ** and more\n** whole line **',
  '文字\n　　一行\n\n　　新段落\n　続き',
  '||\n| a | b |\n|---|---|\n| secret | hidden |\n||\nafter',
  'Answer: ||\n| a | b |\n|---|---|\n| secret | hidden |\n|| after',
  '> ||\n> | a | b |\n> |---|---|\n> | secret | [hidden](https://e.com/x) |\n> ||\n\nafter',
  '| Question | Answer |\n|---|---|\n| Who? | || Darth | Vader || |\n| || What || | x |',
  '| Spoiler |\n|---|\n| || the | end || |',
  'See https://e.com/v; then **https://e.com/w;** ok.',
]
