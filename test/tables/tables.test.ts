import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { tablePictures } from '../../src/display/table-pictures.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { WideTable } from '../../src/markdown/wide-tables.ts'
import { drawWideTables, mostPictures } from '../../src/tables/draw.ts'
import { createDrawTables } from '../../src/tables/draw-tables.ts'
import { drawable } from '../../src/tables/drawable.ts'
import { most, tableSvg } from '../../src/tables/table-svg.ts'
import { textWidth, wrapText } from '../../src/tables/text-width.ts'

const long = 'a cell of many words, so many that the row leaves its line'
const wide = `| Plan | Price | In short |\n|---|--:|---|\n| Pro | $10 | ${long} |`

const tableOf = (rows: readonly (readonly string[])[]): WideTable => ({
  rows,
  aligns: (rows[0] ?? []).map(() => 'left'),
})

const texts = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text ?? '')

describe('the drawing of a table', () => {
  test('has each cell, as XML can hold it', () => {
    const { svg } = tableSvg(
      tableOf([
        ['a', 'b & c', '<d>'],
        ['1', 'nul\0', '"q"'],
      ]),
    )
    expect(texts(svg)).toEqual(['a', 'b &amp; c', '&lt;d&gt;', '1', 'nul', '"q"'])
  })

  test('says how many rows and columns it leaves out', () => {
    const row = (name: string) => Array.from({ length: 40 }, (_, column) => `${name}${column}`)
    const { svg, height } = tableSvg(
      tableOf([row('h'), ...Array.from({ length: 5_000 }, (_, at) => row(`${at}.`))]),
    )
    expect(height).toBeLessThan(most.height + 100)
    expect(texts(svg)).toContain(`… +${40 - most.columns}`)
    const drawn = texts(svg).filter((text) => text.endsWith('.0')).length
    expect(texts(svg).at(-1)).toBe(`… +${5_000 - drawn}`)
  })

  test('keeps to its bounds whatever a cell holds', () => {
    const cell = '長'.repeat(9_000)
    const { width, height } = tableSvg(
      tableOf([
        ['a', 'b', 'c'],
        [cell, 'x'.repeat(9_000), cell],
        [cell, '', ''],
      ]),
    )
    expect(width).toBeLessThan(1_300)
    expect(height).toBeLessThan(most.height)
  })
})

describe('a cell’s lines', () => {
  const wrapping = { width: 100, fontSize: 15, bold: false, most: 3 }

  test('are no wider than the cell, and keep words whole where they can', () => {
    const lines = wrapText('one two three four five', wrapping)
    expect(lines.join(' ')).toBe('one two three four five')
    for (const line of lines) expect(textWidth(line, 15, false)).toBeLessThanOrEqual(100)
  })

  test('end in an ellipsis where there are too many', () => {
    const lines = wrapText('word '.repeat(50), wrapping)
    expect(lines).toHaveLength(3)
    expect(lines[2]).toMatch(/ …$/)
  })

  test('divide a word that is longer than a line', () => {
    expect(wrapText('x'.repeat(30), wrapping).join('')).toBe('x'.repeat(30))
  })
})

describe('what fonts lack', () => {
  test('is left out beside words; ticks are drawn as signs', () => {
    expect(drawable(tableOf([['Basil 🌿', '✅', '❌ no', '⚠️ careful', '1️⃣ one']]))?.rows).toEqual([
      ['Basil', '✔', '✘ no', 'careful', 'one'],
    ])
  })

  test.each([['🔴'], ['हिन्दी'], ['ไทย'], ['👩‍💻']])('%s alone is not drawn', (cell) => {
    expect(drawable(tableOf([['a', cell]]))).toBeUndefined()
  })

  test.each([['2 * 3 # 4'], ['Привет, κόσμε'], ['日本語 한국어'], ['العدد שלום'], ['π ≈ 3.14 → ∞ ★']])(
    '%s is drawn as it is',
    (cell) => {
      expect(drawable(tableOf([['a', cell]]))?.rows).toEqual([['a', cell]])
    },
  )
})

describe('in a worker', () => {
  test('tables are drawn as pictures, the first four of them', async () => {
    const source = Array.from({ length: mostPictures + 2 }, () => wide).join('\n\nand\n\n')
    const drawn = await createDrawTables(systemClock, 60_000)(source)
    expect(drawn).toHaveLength(mostPictures)
    const [first] = drawn
    expect(first).toMatchObject({ header: ['Plan', 'Price', 'In short'], rows: 1 })
    const { width = 0, height = 0, format } = await sharp(first?.png).metadata()
    expect(format).toBe('png')
    expect(width * height).toBeGreaterThan(100_000)
    const { dominant } = await sharp(first?.png).stats()
    expect(dominant.r + dominant.g + dominant.b).toBeLessThan(250)
  }, 90_000)

  test('what takes longer than an answer should wait is given up', async () => {
    expect(await createDrawTables(systemClock, 0)(wide)).toEqual([])
    const never = {
      elapsed: systemClock.elapsed,
      after: (_: number, act: () => void) => systemClock.after(0, act),
    }
    expect(await createDrawTables(never)(wide)).toEqual([])
  })

  test('no worker is started for an answer without such a table, or for one without end', async () => {
    const draw = createDrawTables({
      elapsed: () => 0,
      after: () => {
        throw new Error('a worker was started')
      },
    })
    expect(await draw('Just | words.\n\n| a | b |\n|---|---|\n| 1 | 2 |')).toEqual([])
    expect(await draw(`${wide}\n${'word '.repeat(30_000)}`)).toEqual([])
  })
})

test('a picture has no more dots than may be', async () => {
  const row = Array.from({ length: 20 }, () => 'x'.repeat(40))
  const source = [row, row.map(() => '---'), ...Array.from({ length: 60 }, () => row)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
  const [drawn] = await drawWideTables(source)
  const { width = 0, height = 0 } = await sharp(drawn?.png).metadata()
  expect(width * height).toBeLessThan(8_200_000)
}, 60_000)

test('its description fits Discord, in both languages', () => {
  const table = { png: new Uint8Array(), header: ['名前', '', 'x'.repeat(2_000)], rows: 3 }
  const [english] = tablePictures([table], stringsFor('en-US'))
  const [, japanese] = tablePictures([table, table], stringsFor('ja'))
  expect(english?.description).toMatch(/^Table with 3 rows.*名前, x/)
  expect(english?.description.length).toBeLessThanOrEqual(1_024)
  expect(japanese?.description).toMatch(/^3行の表/)
  expect(japanese?.name).toBe('table-2.png')
})
