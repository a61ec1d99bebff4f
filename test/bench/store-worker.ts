/** Answers questions in many places at once for a while, in a process of its own, and reports how many. */
import { randomUUID } from 'node:crypto'
import { systemClock } from '../../src/clock.ts'
import type { Store } from '../../src/conversation/store.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { databasePlace } from '../../src/store/database-url.ts'
import { openStore } from '../../src/store/open-store.ts'

const [, , url = '', places = '1', lasts = '1000', shared = '0'] = process.argv

const open = async (): Promise<Store> => {
  const place = databasePlace(url)
  if (place.type !== 'postgres' || shared === '0') return openStore({ url, clock: systemClock })
  const { openCluster } = await import('../../src/store/postgres/cluster/open-cluster.ts')
  const cluster = await openCluster({
    place,
    clock: systemClock,
    onFault: console.error,
    capacity: 1,
    total: Number(shared),
  })
  const beat = (): void => void cluster.beat(new Map()).finally(() => systemClock.after(2_000, beat))
  await cluster.beat(new Map())
  beat()
  return cluster.unitOf(0).store
}

const store = await open()
const own = randomUUID()
const ends = performance.now() + Number(lasts)
let commits = 0
const committed = (): void => {
  commits += 1
}

const converse = async (place: string): Promise<void> => {
  while (performance.now() < ends) {
    const origin = randomUUID()
    const speaker = { id: 'a', name: 'Ada' }
    const question = await store.addQuestion({
      place,
      origin,
      text: 'Why is the sky blue?',
      files: [],
      speaker,
    })
    if (question === null) throw new Error('known')
    committed()
    const answer = await store.beginAnswer(question.id, 'claude-test')
    committed()
    await store.addShown({ messageId: origin, channelId: place, turnId: answer.id, page: 0 }).then(committed)
    const text = 'Because of Rayleigh scattering. '.repeat(10)
    await store.checkpoint(answer, text).then(committed)
    await store.checkpoint(answer, text + text).then(committed)
    await store
      .settle(answer, { text: text + text, sources: [], model: 'claude-test', usage: noUsage })
      .then(committed)
  }
}

const before = process.cpuUsage()
await Promise.all(Array.from({ length: Number(places) }, (_, n) => converse(`${own} ${n}`)))
const { user, system } = process.cpuUsage(before)
process.send?.({ questions: commits / 6, cpu: (user + system) / 1_000 })
