import fc from 'fast-check'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { databasePlace } from '../../../src/store/database-url.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { fairShares } from '../../../src/store/postgres/cluster/fair-shares.ts'
import { openCluster } from '../../../src/store/postgres/cluster/open-cluster.ts'
import { aDatabase } from '../../postgres/a-database.ts'
import { ask } from '../a-store.ts'

/** A database that several processes share, and what makes one of them seem silent for too long. */
const aSharedDatabase = async () => {
  const url = await aDatabase()
  const place = databasePlace(url)
  if (place.type !== 'postgres') throw new Error('no PostgreSQL')
  const join = async (capacity = 16, total = 4) => {
    const cluster = await openCluster({ place, clock: systemClock, onFault: () => {}, capacity, total })
    onTestFinished(() => cluster.close())
    return cluster
  }
  const silence = async (id: string) => {
    const client = new pg.Client(url)
    await client.connect()
    await client.query('update bot_process set expires_at = 0 where id = $1', [id])
    await client.end()
  }
  return { join, silence, url }
}

const none = new Map<number, string>()
const shardsOf = (standing: Awaited<ReturnType<Awaited<ReturnType<typeof openCluster>>['beat']>>) =>
  standing?.held.map(({ shard }) => shard)

test('shares are whole, within every capacity, as even as they can be, and the same whoever counts', () => {
  const members = fc.uniqueArray(fc.record({ id: fc.string(), capacity: fc.nat(20) }), {
    selector: ({ id }) => id,
  })
  fc.assert(
    fc.property(members, fc.nat(64), (all, total) => {
      const shares = fairShares(all, total)
      expect(fairShares([...all].reverse(), total)).toEqual(shares)
      const given = [...shares.values()].reduce((sum, share) => sum + share, 0)
      const room = all.reduce((sum, { capacity }) => sum + capacity, 0)
      expect(given).toBe(Math.min(total, room))
      for (const { id, capacity } of all) {
        const share = shares.get(id) ?? 0
        expect(share).toBeLessThanOrEqual(capacity)
        // Whoever has more than another has it because the other is full.
        for (const other of all)
          if ((shares.get(other.id) ?? 0) < share - 1) expect(shares.get(other.id)).toBe(other.capacity)
      }
    }),
  )
})

test('a process alone has all shards; one that joins is given its half, with the sessions', async () => {
  const { join } = await aSharedDatabase()
  const first = await join()
  expect(shardsOf(await first.beat(none))).toEqual([0, 1, 2, 3])
  const second = await join()
  expect(shardsOf(await second.beat(none))).toEqual([])
  expect(await first.beat(none)).toMatchObject({ processes: 2, excess: 2 })
  await first.release(
    new Map([
      [2, '{"two":2}'],
      [3, null],
    ]),
  )
  expect((await second.beat(none))?.held).toEqual([
    { shard: 2, session: '{"two":2}' },
    { shard: 3, session: null },
  ])
  expect(await first.beat(none)).toMatchObject({ excess: 0, held: [{ shard: 0 }, { shard: 1 }] })
})

test('a process without SHARDS and processes with it do not answer with the same database', async () => {
  const { join, url, silence } = await aSharedDatabase()
  const alone = await openStore({ url, clock: systemClock })
  await expect(join()).rejects.toMatchObject({ kind: 'in-use' })
  await alone.close()
  const shared = await join()
  await expect(openStore({ url, clock: systemClock })).rejects.toMatchObject({ kind: 'in-use' })
  await silence(shared.id)
  await (await openStore({ url, clock: systemClock })).close()
})

test('no process takes more shards than it is allowed to; those left over wait for another', async () => {
  const { join } = await aSharedDatabase()
  const first = await join(1)
  expect(shardsOf(await first.beat(none))).toEqual([0])
  const second = await join(2)
  expect(shardsOf(await second.beat(none))).toEqual([1, 2])
})

test('shards of a silent process go to the others; it learns of that, and nothing that it writes is stored any more', async () => {
  const { join, silence } = await aSharedDatabase()
  const [frozen, alive] = [await join(), await join()]
  await frozen.beat(none)
  const late = frozen.unitOf(0).store
  const waiting = await ask(late, { text: 'before' })
  const begun = await late.beginAnswer(waiting.id, 'm')
  await silence(frozen.id)
  const taken = await alive.beat(none)
  expect(shardsOf(taken)).toEqual([0, 1, 2, 3])
  expect(taken?.orphaned).toEqual([0])
  await expect(late.checkpoint(begun, 'too late')).rejects.toMatchObject({ kind: 'in-use' })
  await expect(
    late.settle(begun, { text: 'late', sources: [], model: 'm', usage: begun.usage }),
  ).rejects.toMatchObject({ kind: 'in-use' })
  await expect(ask(late, { place: 'elsewhere' })).rejects.toMatchObject({ kind: 'in-use' })
  expect(await frozen.beat(none)).toBeUndefined()
  const { store } = alive.unitOf(0)
  expect((await store.unfinished()).answers).toMatchObject([{ id: begun.id, text: '' }])
  // It is this process's own now, and not found a second time.
  expect(await store.unfinished()).toEqual({ answers: [], questions: [] })
  expect((await alive.beat(none))?.orphaned).toEqual([])
})

test('what a living process has not finished is left to it, also when its shard has gone to another', async () => {
  const { join } = await aSharedDatabase()
  const [old, young] = [await join(), await join()]
  await old.beat(none)
  const unit = old.unitOf(1)
  const { store } = unit
  const { id } = await ask(store)
  const begun = await store.beginAnswer(id, 'm')
  await old.release(new Map([[1, null]]))
  expect(shardsOf(await young.beat(none))).toContain(1)
  const next = young.unitOf(1)
  expect(await next.store.unfinished()).toEqual({ answers: [], questions: [] })
  expect(await next.isBusyElsewhere('here')).toBe(true)
  expect(await unit.isBusyElsewhere('here')).toBe(false)
  await store.settle(begun, { text: 'done', sources: [], model: 'm', usage: begun.usage })
  expect(await next.isBusyElsewhere('here')).toBe(false)
  await old.leave()
  // Its end was not confirmed as shown.
  expect((await young.beat(none))?.orphaned).toEqual([1])
  expect((await next.store.unfinished()).answers).toMatchObject([{ id: begun.id, text: 'done' }])
})

test('what a living process leaves of a shard that it has given away goes to whoever has the shard; what it began anew stays its own', async () => {
  const { join } = await aSharedDatabase()
  const only = await join()
  await only.beat(none)
  const [first, again] = [only.unitOf(1), only.unitOf(1)]
  const waiting = await ask(first.store, { place: 'there' })
  const { id } = await ask(again.store)
  await again.store.beginAnswer(id, 'm')
  expect(await first.isBusyElsewhere('here')).toBe(true)
  expect((await only.beat(none))?.orphaned).toEqual([])
  await first.leave()
  expect((await only.beat(none))?.orphaned).toEqual([1])
  expect(await again.store.unfinished()).toMatchObject({ answers: [], questions: [{ id: waiting.id }] })
  expect((await only.beat(none))?.orphaned).toEqual([])
})

test('what all may do together is split by what each has to do, and moves with it', async () => {
  const { join } = await aSharedDatabase()
  const [busy, idle] = [await join(), await join()]
  await busy.beat(none, 0)
  expect((await idle.beat(none, 0))?.share).toBe(0.5)
  expect((await busy.beat(none, 90))?.share).toBe(0.95)
  expect((await idle.beat(none, 0))?.share).toBe(0.05)
  expect((await busy.beat(none, 0))?.share).toBe(0.5)
})

test('shards of one bucket identify five seconds apart, whichever process they belong to; other buckets do not wait', async () => {
  const { join } = await aSharedDatabase()
  const [one, two] = [await join(), await join()]
  const waits = [await one.reserveIdentify(0), await two.reserveIdentify(0), await one.reserveIdentify(0)]
  expect(waits[0]).toBe(0)
  expect(waits[1]).toBeGreaterThan(3_000)
  expect(waits[2]).toBeGreaterThan((waits[1] ?? 0) + 3_000)
  expect(await two.reserveIdentify(1)).toBe(0)
})
