import type { DayOfUsage } from '../conversation/allowance-store.ts'

/** A cell as RFC 4180 has it. What a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (value: string | number): string => {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const columns = [
  ...[
    'day',
    'model',
    'person',
    'person_id',
    'requests',
    'input_tokens',
    'cache_write_tokens',
    'cache_read_tokens',
  ],
  ...['output_tokens', 'web_searches', 'usd', 'requests_without_price'],
]

/** Usage as a table for a spreadsheet, one line per day, model and person. UTF-8 with a mark that Excel needs. */
export const csvOf = (rows: readonly DayOfUsage[], nameOf: (speakerId: string) => string): string => {
  const lines = rows.map(({ day, model, speakerId, requests, usage, dollars, unpriced }) => [
    ...[
      day,
      model,
      nameOf(speakerId),
      speakerId,
      requests,
      usage.input,
      usage.cacheWrite5m + usage.cacheWrite1h,
    ],
    ...[usage.cacheRead, usage.output, usage.webSearches, Number(dollars.toFixed(6)), unpriced],
  ])
  return `\ufeff${[columns, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
