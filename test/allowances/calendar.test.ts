import { expect, test } from 'vitest'
import { createCalendar } from '../../src/allowances/calendar.ts'

const at = (iso: string): number => Date.parse(iso)

test('a day is a day of the zone, and the next one begins at its midnight', () => {
  const tokyo = createCalendar('Asia/Tokyo')
  expect(tokyo.periodsOf(at('2026-11-29T14:59:59.999Z'))).toEqual({ day: '2026-11-29', month: '2026-11' })
  expect(tokyo.periodsOf(at('2026-11-29T15:00:00Z')).day).toBe('2026-11-30')
  expect(tokyo.nextBegins(at('2026-11-29T03:00:00Z'), 'day')).toBe(at('2026-11-29T15:00:00Z'))
  expect(tokyo.nextBegins(at('2026-11-29T03:00:00Z'), 'month')).toBe(at('2026-11-30T15:00:00Z'))
})

test('days on which the clocks change are 23 and 25 hours long', () => {
  const berlin = createCalendar('Europe/Berlin')
  const short = berlin.nextBegins(at('2026-03-28T23:00:00Z'), 'day')
  expect(short).toBe(at('2026-03-29T22:00:00Z'))
  const long = berlin.nextBegins(at('2026-10-24T22:00:00Z'), 'day')
  expect(long).toBe(at('2026-10-25T23:00:00Z'))
})

test('a zone a quarter of an hour off, a leap day, and the end of a year', () => {
  const kathmandu = createCalendar('Asia/Kathmandu')
  expect(kathmandu.nextBegins(at('2026-01-01T00:00:00Z'), 'day')).toBe(at('2026-01-01T18:15:00Z'))
  const utc = createCalendar('UTC')
  expect(utc.nextBegins(at('2028-02-29T12:00:00Z'), 'day')).toBe(at('2028-03-01T00:00:00Z'))
  expect(utc.nextBegins(at('2026-12-31T23:59:59.999Z'), 'month')).toBe(at('2027-01-01T00:00:00Z'))
})
