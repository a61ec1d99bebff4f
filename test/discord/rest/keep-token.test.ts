import { REST } from 'discord.js'
import { expect, test } from 'vitest'
import { keepToken } from '../../../src/discord/rest/keep-token.ts'
import { startDiscord } from '../../../src/sandbox/discord/start-discord.ts'

test('one 401 by mistake costs its request, and no other', async () => {
  const discord = await startDiscord()
  const rest = keepToken(new REST({ api: discord.url, retries: 0 }).setToken(discord.token))
  discord.fault({ trouble: { type: 'status', status: 401, moment: 'before' }, times: 1 })
  await expect(rest.get('/users/@me')).rejects.toThrow('401')
  await expect(rest.get('/users/@me')).resolves.toMatchObject({ id: discord.application.botId })
  await discord.close()
})
