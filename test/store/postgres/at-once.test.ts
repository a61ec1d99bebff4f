import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import type { Store } from '../../../src/conversation/store.ts'
import { createStore } from '../../../src/store/create-store.ts'
import { databasePlace } from '../../../src/store/database-url.ts'
import { openPostgres } from '../../../src/store/postgres/open-postgres.ts'
import { aDatabase } from '../../postgres/a-database.ts'
import { answer, aQuestion, ask, said } from '../a-store.ts'

/** Stores over one database, each with connections of its own, as in several processes. */
const severalStores = async (count: number): Promise<readonly Store[]> => {
  const place = databasePlace(await aDatabase())
  if (place.type !== 'postgres') throw new Error('no PostgreSQL')
  const stores: Store[] = []
  for (let n = 0; n < count; n += 1) {
    const store = createStore(await openPostgres(place), { clock: systemClock, newId: randomUUID })
    stores.push(store)
    onTestFinished(() => store.close())
  }
  return stores
}

test('questions that several processes store in one new place at once are one conversation, each once', async () => {
  const stores = await severalStores(3)
  const [first] = stores
  const all = Array.from({ length: 30 }, (_, n) => `question ${n}`)
  const asked = stores.flatMap((store) =>
    all.map((origin) => store.addQuestion(aQuestion({ origin, text: origin }))),
  )
  const stored = (await Promise.all(asked)).filter((question) => question !== null)
  expect(stored.map(({ text }) => text).sort()).toEqual([...all].sort())
  expect(new Set(stored.map(({ conversationId }) => conversationId)).size).toBe(1)
  const { headId } = (await first?.conversation('here')) ?? { headId: null }
  expect((await first?.path(headId ?? ''))?.length).toBe(30)
})

test('what several processes do in many places at once keeps every history whole, while people have theirs forgotten', async () => {
  const stores = await severalStores(3)
  const places = Array.from({ length: 8 }, (_, n) => `place ${n}`)
  await Promise.all(
    places.flatMap((place, n) => {
      const store = stores[n % stores.length]
      if (store === undefined) return []
      const talk = async (): Promise<void> => {
        for (let turn = 0; turn < 4; turn += 1) {
          const speaker = { id: turn % 2 === 0 ? 'a' : 'b', name: 'Somebody' }
          const { id } = await ask(store, {
            place,
            text: `${place} asks ${turn}`,
            speaker,
            origin: `${place} ${turn}`,
          })
          await answer(store, id, `answer ${turn}`)
        }
      }
      return [talk(), store.forgetSpeaker('b')]
    }),
  )
  const [store] = stores
  if (store === undefined) throw new Error('no store')
  await store.forgetSpeaker('b')
  for (const place of places) {
    const { headId } = await store.conversation(place)
    expect(await said(store, headId)).toEqual([
      `${place} asks 0`,
      'answer 0',
      'answer 1',
      `${place} asks 2`,
      'answer 2',
      'answer 3',
    ])
  }
})
