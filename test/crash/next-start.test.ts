import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { StoreFailed } from '../../src/conversation/store-failed.ts'
import { english } from '../../src/i18n/languages.ts'
import { openStore } from '../../src/store/open-store.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'

let world: BotWorld
afterEach(() => world.close())

/** A database on whose disk an answer has no place once, and then whatever fails beside it some times. */
const fullOnce = (alsoFails: number): typeof openStore => {
  let isFull = true
  let left = alsoFails
  return async (options) => {
    const store = await openStore(options)
    return {
      ...store,
      beginReserved: async (...given) => {
        if (!isFull) return store.beginReserved(...given)
        isFull = false
        throw new StoreFailed('disk-full', 'The disk is full.')
      },
      setWaiting: async (...given) => {
        left -= 1
        if (left >= 0) throw new StoreFailed('disk-full', 'The disk is full.')
        return store.setWaiting(...given)
      },
    }
  }
}

/** How many turns are in this state. */
const inState = (state: string): unknown => {
  const db = new DatabaseSync(world.database, { readOnly: true })
  const row = db.prepare('select count(*) n from turn where state = ?').get(state)
  db.close()
  return row?.['n']
}

test.each([0, 1])(
  'a question whose failure was said is not asked again at the next start',
  async (alsoFails) => {
    world = await startBotWorld({ openStore: fullOnce(alsoFails) })
    const options = { prompt: 'Well?' }
    world.discord.runCommand({ channelId: places.general, userId: people.ada, name: 'ask', options })
    const said = english.failure['not-stored']({})
    await world.discord.until(() =>
      world.discord.messages(places.general).some(({ content }) => content.includes(said)),
    )
    await expect.poll(() => inState('waiting')).toBe(0)
    await world.restart()
    world.discord.runCommand({
      ...{ channelId: places.questions, userId: people.ada, name: 'ask', options: { prompt: 'And here?' } },
    })
    await world.discord.until(() =>
      world.discord.messages(places.questions).some(({ content }) => content.includes('-# claude-')),
    )
    expect(JSON.stringify(world.claude.requests().map(({ body }) => body))).not.toContain('Well?')
  },
)

/** The disk is full right after an answer was begun. */
const fullAfterBegin: typeof openStore = async (options) => {
  const store = await openStore(options)
  let isFull = false
  return {
    ...store,
    beginReserved: async (...given) => {
      isFull = true
      return store.beginReserved(...given)
    },
    addShown: async (message) => {
      if (!isFull) return store.addShown(message)
      isFull = false
      throw new StoreFailed('disk-full', 'The disk is full.')
    },
  }
}

test('an answer that was begun and then could not be asked for does not seem to be written still', async () => {
  world = await startBotWorld({ openStore: fullAfterBegin })
  const options = { prompt: 'Well?' }
  world.discord.runCommand({ channelId: places.general, userId: people.ada, name: 'ask', options })
  const said = english.failure['not-stored']({})
  await world.discord.until(() =>
    world.discord.messages(places.general).some(({ content }) => content.includes(said)),
  )
  await expect.poll(() => inState('writing')).toBe(0)
  expect(inState('failed')).toBe(1)
})
