import { expect, test } from 'vitest'
import { startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { ids } from './stage.ts'

test('a wait ends with the first value that is found', async () => {
  const discord = await startDiscord()
  const found = discord.until(() => discord.messages(ids.general).find(({ content }) => content === 'here'))
  discord.say({ channelId: ids.general, userId: ids.ada, content: 'here' })
  expect((await found).content).toBe('here')
  await discord.close()
})

test('a wait that finds nothing ends by itself, with what was awaited and what happened last', async () => {
  const discord = await startDiscord()
  discord.say({ channelId: ids.general, userId: ids.ada, content: 'something else' })
  const found = discord.until(() => undefined, { what: 'the answer', within: 20 })
  await expect(found).rejects.toThrow(/Waited 0.02 s for: the answer.*something else/s)
  await discord.close()
})

test('a wait that is not named says which condition it was', async () => {
  const discord = await startDiscord()
  await expect(discord.until(() => 1 > 2, { within: 1 })).rejects.toThrow('1 > 2')
  await discord.close()
})
