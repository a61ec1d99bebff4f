import type { Axis, GroupMark, Spec } from 'vega'
import { font, themes } from '../picture-style.ts'
import type { Picture } from './picture.ts'

type Theme = (typeof themes)[keyof typeof themes]

/** Colours that are told apart on both backgrounds, also by those who see few colours (Tableau 10, without its grey). */
const colors = ['#4e79a7', '#f28e2b', '#e15759', '#76b7b2', '#59a14f', '#edc948', '#b07aa1', '#9c755f']

const othersColor = '#8b909a'

const [width, height] = [400, 200]

/** How wide a label is, in px: East Asian characters are as wide as the font is high. */
const widthOf = (label: string): number =>
  [...label].reduce((sum, character) => sum + (character > '\u2e80' ? 12 : 8), 0)

/** How many labels fit below one chart, with room between them. */
const mostLabels = (labels: readonly string[]): number =>
  Math.max(1, Math.floor(width / (Math.max(...labels.map(widthOf)) + 10)))

type Row = Picture['rows'][number]

const largest = ({ cells }: Row, field: 'dollars' | 'tokens'): number =>
  Math.max(
    0,
    ...[...Map.groupBy(cells, ({ day }) => day).values()].map((own) =>
      own.reduce((sum, cell) => sum + cell[field], 0),
    ),
  )

const formats = (row: Row, field: 'dollars' | 'tokens'): string => {
  const most = largest(row, field)
  if (field === 'tokens') return most < 10 ? 'd' : '~s'
  return most < 0.05 ? '$.4~f' : '$,.2f'
}

const axes = ({ days }: Picture, format: string, { text, grid }: Theme): Axis[] => {
  const labels = days.map(({ label }) => label)
  const every = Math.ceil(labels.length / mostLabels(labels))
  const style = { labelColor: text, domainColor: grid, tickColor: grid, labelFont: font, labelFontSize: 12 }
  return [
    {
      ...{ ...style, orient: 'bottom', scale: 'x', labelPadding: 6 },
      values: labels.filter((_, at) => at % every === 0),
    },
    {
      ...style,
      orient: 'left',
      scale: 'y',
      format,
      grid: true,
      gridColor: grid,
      domain: false,
      tickCount: 5,
    },
  ]
}

const colorsOf = ({ keys, others }: Row): string[] =>
  keys.map((key, at) => (key === others ? othersColor : (colors[at % colors.length] ?? othersColor)))

/** One chart: bars by day, in parts by series. */
const chart = (
  picture: Picture,
  row: Row,
  at: number,
  field: 'dollars' | 'tokens',
  theme: Theme,
): GroupMark => {
  const subject = field === 'dollars' ? picture.words.cost : picture.words.tokens
  return {
    type: 'group',
    title: {
      text: `${subject} – ${row.title}`,
      color: theme.text,
      font,
      fontSize: 15,
      fontWeight: 'normal',
      anchor: 'start',
      frame: 'group',
      offset: 20,
    },
    encode: { enter: { width: { value: width }, height: { value: height } } },
    data: [
      {
        name: 'stacked',
        source: `row${at}`,
        transform: [{ type: 'stack', groupby: ['label'], sort: { field: 'order' }, field }],
      },
    ],
    scales: [
      {
        ...{ name: 'x', type: 'band', domain: picture.days.map(({ label }) => label), range: [0, width] },
        ...{ padding: picture.days.length > 45 ? 0.1 : 0.25 },
      },
      {
        ...{ name: 'y', type: 'linear', range: [height, 0], nice: 5, zero: true },
        domain: { data: 'stacked', field: 'y1' },
        ...(largest(row, field) === 0 && { domain: [0, 1] }),
      },
      { name: 'color', type: 'ordinal', domain: row.keys, range: colorsOf(row) },
    ],
    axes: axes(picture, formats(row, field), theme),
    ...(field === 'tokens' && {
      legends: [
        {
          ...{ fill: 'color', orient: 'right', offset: 24, labelColor: theme.text, labelFont: font },
          ...{ labelFontSize: 13, labelLimit: 200, symbolType: 'square', rowPadding: 6 },
        },
      ],
    }),
    marks: [
      {
        ...{ type: 'rect', from: { data: 'stacked' } },
        encode: {
          enter: {
            // A single day is no wall.
            x: { scale: 'x', field: 'label', band: 0.5, offset: { signal: "-min(bandwidth('x'), 48) / 2" } },
            width: { signal: "min(bandwidth('x'), 48)" },
            y: { scale: 'y', field: 'y0' },
            y2: { scale: 'y', field: 'y1' },
            fill: { scale: 'color', field: 'key' },
          },
        },
      },
    ],
  }
}

/** The picture as a Vega specification. */
export const chartOf = (picture: Picture): Spec => {
  const theme = themes[picture.theme]
  const labels = new Map(picture.days.map(({ day, label }) => [day, label]))
  return {
    background: theme.background,
    padding: 24,
    title: {
      text: picture.title,
      color: theme.text,
      font,
      fontSize: 20,
      fontWeight: 'normal',
      anchor: 'start',
      offset: 20,
    },
    layout: { columns: 2, padding: { row: 100, column: 100 }, bounds: 'flush', align: 'each' },
    data: picture.rows.map(({ keys, cells }, at) => ({
      name: `row${at}`,
      values: cells.map((cell) => ({ ...cell, label: labels.get(cell.day), order: keys.indexOf(cell.key) })),
    })),
    marks: picture.rows.flatMap((row, at) => [
      chart(picture, row, at, 'dollars', theme),
      chart(picture, row, at, 'tokens', theme),
    ]),
  }
}
