import { sql } from 'kysely'
import type { AllowanceStore, DayOfUsage, UsageQuery } from '../conversation/allowance-store.ts'
import { addUsage } from '../conversation/usage.ts'
import type { StoreContext } from './store-context.ts'

/** A quarter of an hour, in ms: every time zone of today begins its days at one. */
const quarter = 900_000

const quarters = ({ db }: StoreContext, { since, until, serverId, speakerId }: UsageQuery) => {
  let query = db
    .selectFrom('spending')
    .where('at', '>=', since)
    .where('at', '<', until)
    .select([sql<number>`at / ${sql.lit(quarter)}`.as('quarter'), 'model', 'speaker_id'])
    .select(({ fn }) => [
      fn.countAll().as('requests'),
      fn.count('dollars').as('priced'),
      fn.sum('dollars').as('dollars'),
      fn.sum('input').as('input'),
      fn.sum('cache_write_5m').as('cacheWrite5m'),
      fn.sum('cache_write_1h').as('cacheWrite1h'),
      fn.sum('cache_read').as('cacheRead'),
      fn.sum('output').as('output'),
      fn.sum('thinking').as('thinking'),
      fn.sum('web_searches').as('webSearches'),
    ])
    .groupBy([sql`at / ${sql.lit(quarter)}`, 'model', 'speaker_id'])
  if (serverId !== undefined) query = query.where('server_id', '=', serverId)
  if (speakerId !== undefined) query = query.where('speaker_id', '=', speakerId)
  return query.execute()
}

type Quarter = Awaited<ReturnType<typeof quarters>>[number]

const dayOfUsage = (row: Quarter, day: string): DayOfUsage => ({
  day,
  model: row.model,
  speakerId: row.speaker_id,
  requests: Number(row.requests),
  dollars: Number(row.dollars ?? 0),
  unpriced: Number(row.requests) - Number(row.priced),
  usage: {
    input: Number(row.input),
    cacheWrite5m: Number(row.cacheWrite5m),
    cacheWrite1h: Number(row.cacheWrite1h),
    cacheRead: Number(row.cacheRead),
    output: Number(row.output),
    thinking: Number(row.thinking),
    webSearches: Number(row.webSearches),
  },
})

/** A function that works out each value once. */
const remembered = (work: (key: number) => string): ((key: number) => string) => {
  const known = new Map<number, string>()
  return (key) => {
    const found = known.get(key) ?? work(key)
    known.set(key, found)
    return found
  }
}

const add = (a: DayOfUsage, b: DayOfUsage): DayOfUsage => ({
  ...a,
  requests: a.requests + b.requests,
  dollars: a.dollars + b.dollars,
  unpriced: a.unpriced + b.unpriced,
  usage: addUsage(a.usage, b.usage),
})

/** Adds up what was spent by day, model and person. SQL knows no time zones that all databases share, so days are made here. */
export const usageByDay = (store: StoreContext): Pick<AllowanceStore, 'usageByDay'> => ({
  usageByDay: async (query) => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: query.timeZone, dateStyle: 'short' })
    // To format a moment takes longer than all the rest, and many rows share a quarter.
    const dayOf = remembered((quarterOfTime: number) => format.format(quarterOfTime * quarter))
    const days = new Map<string, DayOfUsage>()
    for (const row of await quarters(store, query)) {
      const one = dayOfUsage(row, dayOf(Number(row.quarter)))
      const key = JSON.stringify([one.day, one.model, one.speakerId])
      const before = days.get(key)
      days.set(key, before === undefined ? one : add(before, one))
    }
    return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day)
  },
})
