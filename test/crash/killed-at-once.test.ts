import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'

let world: BotWorld
afterEach(() => world.close())

/** What a kill right after the question was stored leaves: nothing that is written later. */
const writesNothingLater: typeof openStore = async (options) => ({
  ...(await openStore(options)),
  addShown: async () => undefined,
})

test('a question is stored together with the message that waits for its answer, so that a kill never parts them', async () => {
  world = await startBotWorld({ openStore: writesNothingLater })
  const { id } = world.discord.runCommand({
    ...{ channelId: places.general, userId: people.ada, name: 'ask', options: { prompt: 'Well?' } },
  })
  await world.discord.until(() =>
    world.discord.messages(places.general).some(({ content }) => content.includes('-# claude-')),
  )
  const db = new DatabaseSync(world.database, { readOnly: true })
  const kept = db.prepare('select message_id, token from shown_message').all()
  db.close()
  const interaction = world.discord.interaction(id)
  expect(kept).toMatchObject([{ message_id: interaction?.originalMessageId, token: interaction?.token }])
})
