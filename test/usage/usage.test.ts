import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { DayOfUsage, UsageQuery } from '../../src/conversation/allowance-store.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import { cellsOf, partsOf } from '../../src/usage/add-up.ts'
import { csvOf } from '../../src/usage/csv.ts'
import { drawInWorker } from '../../src/usage/draw-in-worker.ts'
import { around, dayAt, daysBetween, lastDays } from '../../src/usage/period.ts'
import { pictureOf } from '../../src/usage/picture-of.ts'
import { readUsage } from '../../src/usage/read-usage.ts'

const row = (more: Partial<DayOfUsage> = {}): DayOfUsage => ({
  ...{ day: '2026-11-29', model: 'claude-sonnet-5-5', speakerId: 'ada', requests: 1 },
  ...{ usage: { ...noUsage, input: 1_000, output: 100 }, dollars: 0.01, unpriced: 0 },
  ...more,
})

const speakerOf = ({ speakerId }: DayOfUsage): string => speakerId

/** Sixty people, each of whom has spent less than the one before. */
const sixty = Array.from({ length: 60 }, (_, n) => row({ speakerId: `person ${n}`, dollars: 1 / (n + 1) }))

describe('a period', () => {
  test('ends with today, as the time zone has it', () => {
    expect(dayAt(Date.parse('2026-11-29T15:30:00Z'), 'Asia/Tokyo')).toBe('2026-11-30')
    expect(lastDays('today', '2026-11-29').days).toEqual(['2026-11-29'])
    expect(lastDays('month', '2026-03-15').days).toHaveLength(30)
    expect(lastDays('week', '2026-03-02').days[0]).toBe('2026-02-24')
  })

  test.each([
    ['2026-02-28', '2026-03-01', 2],
    ['2024-02-28', '2024-03-01', 3],
    ['2026-11-29', '2026-11-29', 1],
  ])('from %s to %s has its days', (first, last, count) => {
    expect(daysBetween(first, last)?.days).toHaveLength(count)
  })

  test.each([
    ['2026-02-30', '2026-03-31'],
    ['2026-02-01', '2026-02-29'],
    ['2026-11-29', '2026-11-28'],
    ['2020-01-01', '2026-11-29'],
    ['yesterday', '2026-11-29'],
    ['2026-11-29', ''],
  ])('from %s to %s is none', (first, last) => {
    expect(daysBetween(first, last)).toBeUndefined()
  })

  test('is enclosed in every time zone', () => {
    const { since, until } = around({ days: ['2026-11-29'] })
    for (const zone of ['Pacific/Kiritimati', 'UTC', 'Etc/GMT+12']) {
      expect(dayAt(since - 1, zone) < '2026-11-29').toBe(true)
      expect(dayAt(until, zone) > '2026-11-29').toBe(true)
    }
  })
})

test('usage is read day by day of the time zone, each moment once, and others get their turn between', async () => {
  const asked: (readonly [string, string])[] = []
  let turns = 0
  const timer = setInterval(() => (turns += 1), 0)
  const usageByDay = async ({ since, until }: UsageQuery) => {
    asked.push([new Date(since).toISOString(), new Date(until).toISOString()])
    return [row({ day: dayAt(since, 'Europe/Berlin') })]
  }
  // The clocks go back on 25 October: that day has 25 hours.
  const period = { days: ['2026-10-24', '2026-10-25', '2026-10-26'] }
  const rows = await readUsage({ usageByDay }, { speakerId: 'ada' }, period, 'Europe/Berlin')
  clearInterval(timer)
  expect(rows.map(({ day }) => day)).toEqual(period.days)
  expect(asked.slice(1, 4)).toEqual([
    ['2026-10-23T22:00:00.000Z', '2026-10-24T22:00:00.000Z'],
    ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['2026-10-25T23:00:00.000Z', '2026-10-26T23:00:00.000Z'],
  ])
  for (const [at, [, until]] of asked.entries()) expect(asked[at + 1]?.[0] ?? until).toBe(until)
  expect(turns).toBeGreaterThan(0)
})

describe('parts', () => {
  test('the dearest comes first, and without prices the one with the most tokens', () => {
    const rows = [row(), row({ speakerId: 'grace', dollars: 0.02 }), row({ dollars: 0.015 })]
    expect(partsOf(rows, speakerOf).map(({ key }) => key)).toEqual(['ada', 'grace'])
    const free = [
      row({ dollars: 0, unpriced: 1 }),
      row({ dollars: 0, unpriced: 1, model: 'b', usage: { ...noUsage, input: 5_000 } }),
    ]
    expect(partsOf(free, ({ model }) => model)[0]?.key).toBe('b')
  })

  test('those beyond what can be told apart are one, and nothing is lost', () => {
    const { keys, cells, others } = cellsOf(sixty, speakerOf, 8, (count) => `${count} others`)
    expect(keys).toEqual([...Array.from({ length: 7 }, (_, n) => `person ${n}`), '53 others'])
    expect(others).toBe('53 others')
    const sum = (all: readonly { readonly dollars: number }[]): number =>
      all.reduce((dollars, one) => dollars + one.dollars, 0)
    expect(sum(cells)).toBeCloseTo(sum(sixty))
    expect(cellsOf(sixty.slice(0, 8), speakerOf, 8, String)).not.toHaveProperty('others')
  })
})

test('the table is one that a spreadsheet reads, and no name in it is a formula', () => {
  const rows = [row(), row({ speakerId: 'b' }), row({ speakerId: 'c' })]
  const names: Readonly<Record<string, string>> = { ada: 'Ada, "the first"', b: '=HYPERLINK("x")', c: '葵' }
  const lines = csvOf(rows, (id) => names[id] ?? id).split('\r\n')
  expect(lines).toEqual([
    '\ufeffday,model,person,person_id,requests,input_tokens,cache_write_tokens,cache_read_tokens,output_tokens,web_searches,usd,requests_without_price',
    '2026-11-29,claude-sonnet-5-5,"Ada, ""the first""",ada,1,1000,0,0,100,0,0.01,0',
    '2026-11-29,claude-sonnet-5-5,"\'=HYPERLINK(""x"")",b,1,1000,0,0,100,0,0.01,0',
    '2026-11-29,claude-sonnet-5-5,葵,c,1,1000,0,0,100,0,0.01,0',
    '',
  ])
})

describe('the picture', () => {
  const drawn = async (rows: readonly DayOfUsage[], theme: 'light' | 'dark', locale = 'en') => {
    const period = lastDays('month', '2026-11-29')
    const source = { rows, period, title: 'Usage', theme, strings: stringsFor(locale) }
    const png = await drawInWorker(pictureOf({ ...source, nameOf: (id) => id }), systemClock)
    return sharp(png ?? new Uint8Array())
      .raw()
      .toBuffer({ resolveWithObject: true })
  }

  /** The first pixel, and all colours. */
  const colorsOf = ({ data, info }: Awaited<ReturnType<typeof drawn>>) => {
    const pixel = (at: number): string => data.subarray(at, at + 3).toString('hex')
    const all = new Set<string>()
    for (let at = 0; at < data.length; at += info.channels) all.add(pixel(at))
    return { background: pixel(0), all }
  }

  test('has a background and bars of its own colours, in both themes', async () => {
    const rows = [row(), row({ speakerId: '葵', day: '2026-11-03', dollars: 0.02 })]
    const dark = await drawn(rows, 'dark')
    expect(dark.info.width).toBeGreaterThan(1_500)
    const { background, all } = colorsOf(dark)
    expect(background).toBe('313338')
    for (const color of ['4e79a7', 'f28e2b']) expect(all).toContain(color)
    expect(colorsOf(await drawn(rows, 'light', 'ja')).background).toBe('ffffff')
  }, 120_000)

  test('with sixty people has seven colours and a grey, and is drawn without prices too', async () => {
    const { all } = colorsOf(await drawn(sixty, 'dark'))
    for (const color of ['b07aa1', '8b909a']) expect(all).toContain(color)
    expect(all).not.toContain('9c755f')
    const free = await drawn([row({ dollars: 0, unpriced: 1 })], 'dark')
    expect(colorsOf(free).all).toContain('4e79a7')
  }, 120_000)

  test('of what takes too long is none', async () => {
    const impatient = { after: (_: number, then: () => void) => systemClock.after(0, then) }
    const period = lastDays('today', '2026-11-29')
    const source = { rows: [row()], period, title: 'x', theme: 'dark', strings: stringsFor('en') } as const
    expect(await drawInWorker(pictureOf(source), impatient)).toBeUndefined()
  })
})
