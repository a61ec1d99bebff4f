import { noPages, paginate } from '../../src/markdown/paginate.ts'
import { markdownTable } from './markdown.ts'

const limit = 2_000

/** `npm run bench -- --only markdown`: what an edit costs while documents of each kind grow, and that the cost is linear. */
export const pageSpeed = (quick: boolean): string => {
  const kinds = Object.keys(documents)
  for (const kind of kinds) measure(kind, 5)
  const edits = kinds.map((kind) => {
    const { all, full, pages } = measure(kind, quick ? 10 : 40)
    const [allHalf, allMost, half, most] = [at(all, 0.5), at(all, 0.95), at(full, 0.5), at(full, 0.95)]
    return [kind, String(pages), ...[half, most, allHalf, allMost].map((one) => one.toFixed(3))]
  })
  const long = (quick ? [10, 100] : [10, 100, 1_000]).map((count) => {
    const { all, pages } = measure('mixed', count)
    const total = all.reduce((sum, one) => sum + one, 0)
    return [String(pages), total.toFixed(0), (total / pages).toFixed(2), at(all, 0.5).toFixed(3)]
  })
  const head = ['document', 'pages', 'full page p50', 'full page p95', 'any p50', 'any p95']
  return `## Markdown\n\nMilliseconds of one edit while the text grows by 5 to 25 characters, pages of ${limit} code points; a page is full from nine tenths on.\n\n${markdownTable(head, edits)}\n\nThe same mixed document, longer:\n\n${markdownTable(['pages', 'all edits in ms', 'ms per page', 'edit p50'], long)}\n`
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0

const measure = (kind: string, count: number) => {
  const write = documents[kind] ?? sentence
  let source = ''
  for (let index = 0; source.length < limit * count; index++) source += write(index)
  const [all, full]: [number[], number[]] = [[], []]
  let pages = noPages
  for (let length = 5, step = 0; length <= source.length; step++, length += 5 + ((step * 7) % 21)) {
    const text = source.slice(0, length)
    const begun = performance.now()
    pages = paginate(pages, text, { limit, ended: false })
    const taken = performance.now() - begun
    all.push(taken)
    if (pages.open.length > limit * 0.9) full.push(taken)
  }
  return { all, full, pages: pages.sealed.length + 1 }
}

const vocabulary =
  'reply grows in place while it is written and every page that has been sealed stays what it was'.split(' ')

const strings = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, index) => vocabulary[(from * 5 + index * 7) % vocabulary.length] ?? '',
  ).join(' ')

const sentence = (index: number): string =>
  `So ${strings(index, 9)}, **${strings(index + 1, 2)}** and \`${strings(index + 2, 1)}_x\`. `

const paragraph = (index: number): string =>
  `${[0, 1, 2, 3, 4].map((part) => sentence(index * 5 + part)).join('')}\n\n`

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

const documents: Readonly<Record<string, (index: number) => string>> = {
  prose: paragraph,
  'one paragraph': sentence,
  code: (index) =>
    `\`\`\`python\n${lines(60, (line) => `    value_${line} = compute(${line}, "${strings(line, 4)}")`)}\n\`\`\`\n\nThen ${strings(index, 8)}.\n\n`,
  table: (index) =>
    `| Name | Meaning | Count |\n|---|---|--:|\n${lines(40, (row) => `| row ${row} | ${strings(row, 5)} | ${row * 17} |`)}\n\nThen ${strings(index, 8)}.\n\n`,
  list: (index) =>
    `${lines(
      8,
      (item) =>
        `${item + 1}. ${sentence(item)}\n   - ${strings(item, 7)}\n   - **${strings(item, 3)}** ${strings(item, 4)}`,
    )}\n\nThen ${strings(index, 8)}.\n\n`,
  mixed: (index) =>
    `## ${strings(index, 4)}\n\n${paragraph(index)}- ${sentence(index)}\n- ${strings(index, 9)}\n\n\`\`\`ts\nconst a = ${index}\nconst b = "${strings(index, 6)}"\n\`\`\`\n\n> ${sentence(index)}\n\n| a | b |\n|---|---|\n| ${strings(index, 3)} | ${strings(index, 4)} |\n\n`,
  Japanese: () =>
    `${'これは日本語の文章です。とても長い、本当に**長い**文章です。返事は、ページの中で育ちます。'.repeat(3)}\n\n`,
}
