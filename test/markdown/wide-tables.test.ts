import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayHaveWideTable, wideTables } from '../../src/markdown/wide-tables.ts'

const long = 'a cell of many words, so many that the row leaves its line'

const table = (...rows: readonly string[]): string => rows.join('\n')

describe('a table is wide', () => {
  test('with three columns or more in over 64 columns of text', () => {
    const found = wideTables(
      `Look:\n\n${table('| Plan | Price | In short |', '|:--|--:|:-:|', `| **Pro** | $10 | ${long} |`)}\n\nDone.`,
    )
    expect(found).toEqual([
      {
        rows: [
          ['Plan', 'Price', 'In short'],
          ['Pro', '$10', long],
        ],
        aligns: ['left', 'right', 'center'],
      },
    ])
  })

  test.each([
    ['a narrow one', table('| a | b | c |', '|-|-|-|', '| 1 | 2 | 3 |')],
    [
      'one of two columns, whose rows are read as lines',
      table('| a | b |', '|-|-|', `| 1 | ${long}${long} |`),
    ],
    ['one in a block of code', `\`\`\`\n${table('| a | b | c |', '|-|-|-|', `| 1 | 2 | ${long} |`)}\n\`\`\``],
    ['no table', `a | b | c ${long}`],
  ])('and not %s', (_, source) => {
    expect(wideTables(source)).toEqual([])
  })

  test('where East Asian characters take two columns each', () => {
    const source = table(
      '| 方式 | 待ち時間 | 場面 |',
      '|-|-|-|',
      '| ポーリング | 約千ミリ秒ほど | 更新が少ないときに向いている方式です |',
    )
    expect(mayHaveWideTable(source)).toBe(true)
    expect(wideTables(source)).toHaveLength(1)
  })

  test('in a list and in a quote too', () => {
    const rows = ['| a | b | c |', '|---|---|---|', `| 1 | 2 | ${long} |`]
    expect(wideTables(`- one\n\n${rows.map((row) => `  ${row}`).join('\n')}`)).toHaveLength(1)
    expect(wideTables(rows.map((row) => `> ${row}`).join('\n'))).toHaveLength(1)
  })

  test('with as many cells in each row as in its longest', () => {
    const [found] = wideTables(table('| a | b | c |', '|-|-|-|', `| 1 | ${long} | 3 | 4 |`, '| 1 |'))
    expect(found?.rows.map((row) => row.length)).toEqual([4, 4, 4])
  })
})

test.each([
  table('| a | b | c |', '|-|-|-|', `| 1 | ||hidden|| | ${long} |`),
  `||The end: it is\n\n${table('| a | b | c |', '|-|-|-|', `| 1 | 2 | ${long} |`)}\n\n||`,
])('what a spoiler hides is not drawn: %s', (source) => {
  expect(wideTables(source)).toEqual([])
})

test('two bars in code hide nothing', () => {
  const source = `Use \`a || b\`:\n\n${table('| a | b | c |', '|-|-|-|', `| \`x \\|\\| y\` | 2 | ${long} |`)}`
  expect(wideTables(source)[0]?.rows[1]?.[0]).toBe('x || y')
})

const cell = fc.constantFrom(
  '',
  '1',
  'word',
  '**bold** words',
  '待ち時間を比べる',
  '`code`',
  long,
  '🔴',
  'a\\|b',
)
const rule = fc.constantFrom('---', ':--', '-:', ':-:', '-')
const tables = fc
  .integer({ min: 1, max: 6 })
  .chain((columns) =>
    fc.tuple(
      fc.array(rule, { minLength: columns, maxLength: columns }),
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(['| ', ' | ', ' |'], ['', ' | ', ''], ['|', '|', '|']),
      fc.constantFrom('', '> ', '  '),
    ),
  )

test('the quick look overlooks no wide table', () => {
  fc.assert(
    fc.property(tables, ([rules, [header = [], ...rows], [open, between, close], before]) => {
      const source = [header, rules, ...rows]
        .map((cells) => `${before}${open}${cells.join(between)}${close}`)
        .join('\n')
      if (wideTables(source).length > 0) expect(mayHaveWideTable(source)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
