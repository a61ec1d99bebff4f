import { expect, test } from 'vitest'
import { supportedMarkdown } from '../../src/conversation/discord-markdown.ts'
import { intendedChanges } from './intended-changes.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** `text` as code in a cell: on one line, its line breaks as `↵`, and nothing of no width. */
const code = (text: string): string => {
  const line = text.replace(/[\u200b\u2068\u2069]/g, '').replaceAll('\n', '↵')
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const marks = '`'.repeat(longest + 1)
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return cell(marks + space + line + space + marks)
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const reference = `# Markdown

Claude writes Markdown. Discord draws a dialect of its own, in messages of at most 2,000 characters. Tendril parses what
Claude writes (\`src/markdown/\`), and writes it anew for Discord, page by page, while the reply grows.

One rule decides all cases: what a reader of Discord sees of the text untouched, they also see after the rendering: every
word, address, currency sign and line of code; what is bold, italic, underlined, struck, small or hidden. A property test
holds it against an independent reader of Discord's Markdown, also while the text grows (\`npm run fuzz\`).

## What stays

Claude is told that it may use these.

${table(
  ['Written', 'Drawn'],
  supportedMarkdown.map(({ written, drawn }) => [code(written), drawn]),
)}

## What changes

\`↵\` stands for a line break. What has no width is left out, such as a space that keeps a mention from being one.

${table(
  ['What becomes of what', 'Why', 'Written', 'Sent'],
  intendedChanges.map(({ what, why, source, sent }) => [cell(what), cell(why), code(source), code(sent)]),
)}

## How it is built

| Step | Where |
| --- | --- |
| markdown-it with Discord's rules and those for a text that is not complete yet | \`parser/\` |
| blocks become lines, inline text becomes atoms with marks: bold, links, spoilers | \`blocks.ts\`, \`inlines.ts\`, \`table.ts\`, \`math.ts\`, \`html.ts\` |
| lines are written to a page, escaped, up to its limit | \`page.ts\`, \`fill.ts\`, \`escape.ts\` |
| a growing text: what cannot change is parsed once, full pages are sealed | \`growing.ts\`, \`frozen-prefix.ts\`, \`paginate.ts\` |
| parsing goes on where the newest page begins | \`resume-point.ts\`, \`parse-resume.ts\`, \`parse-window.ts\` |

Sealed pages depend on the text alone, not on the pieces in which it came. The newest page never shows less than before: when
it is full and a link's end or a wider column leaves less room, it stays as it was until the next page begins.

\`npm run bench -- --only hostile\` measures what texts cost that are made to cost most. An
edit of 100 characters takes at most 5 ms at p99 in 60,000 characters of most of them, and up to 12 ms of images in images, one row of
bars, half definitions and indented spoilers. A long text is rendered 1,000 characters at a time, each below 50 ms.

This file is written by a test: \`npx vitest run test/markdown/reference.test.ts -u\`.
`

test('docs/markdown.md says what the rendering keeps and changes', async () => {
  await expect(reference).toMatchFileSnapshot('../../docs/markdown.md')
})
