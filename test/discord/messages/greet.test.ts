import { afterEach, expect, test } from 'vitest'
import { strings as english } from '../../../src/i18n/languages/en.ts'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import type { DiscordOptions } from '../../../src/sandbox/discord/start-discord.ts'
import { type BotWorld, places, startBotWorld } from '../../world/bot-world.ts'

let world: BotWorld
const guildId = defaultSeed.guilds[0].id

/** The usual world, in which the server's own messages go to #general. */
const start = async (seed: Partial<NonNullable<DiscordOptions['seed']>> = {}): Promise<void> => {
  const [first, ...others] = defaultSeed.guilds
  const guilds = [{ ...first, systemChannelId: places.general }, ...others]
  world = await startBotWorld({ discord: { seed: { ...defaultSeed, guilds, ...seed } } })
}
afterEach(() => world.close())

const said = (): readonly string[] => world.discord.messages(places.general).map(({ content }) => content)

/** Resolves once what the bot was told before has been dealt with: it answers a question that came after. */
const settled = async (): Promise<void> => {
  const channelId = places.questions
  world.discord.say({
    channelId,
    userId: '1100000000000000011',
    content: `<@${world.discord.application.botId}> hi`,
  })
  await world.discord.until(() =>
    world.discord.messages(channelId).some(({ content }) => /^-# claude-/m.test(content)),
  )
}

test('a server that an outage took away is answered again when it is back, and not greeted', async () => {
  await start()
  await settled()
  world.discord.setAvailable(guildId, false)
  world.discord.setAvailable(guildId, true)
  const channelId = places.questions
  const content = `<@${world.discord.application.botId}> are you back?`
  world.discord.say({ channelId, userId: '1100000000000000011', content })
  await world.discord.until(
    () => world.discord.messages(channelId).filter((one) => /^-# claude-/m.test(one.content)).length === 2,
  )
  expect(said()).toEqual([])
})

test('while a server is away at the start, direct messages are answered; it is answered once it comes', async () => {
  await start()
  world.discord.setAvailable(guildId, false)
  await world.restart()
  const direct = world.discord.directChannel('1100000000000000011').id
  world.discord.say({ channelId: direct, userId: '1100000000000000011', content: 'hi' })
  await world.discord.until(() =>
    world.discord.messages(direct).some(({ content }) => /^-# claude-/m.test(content)),
  )
  world.discord.setAvailable(guildId, true)
  await settled()
  expect(said()).toEqual([])
})

test('who invites the bot is greeted once, in the server’s own channel, with commands one can press', async () => {
  await start()
  await settled()
  expect(said()).toEqual([])
  world.discord.kickBot(guildId)
  world.discord.inviteBot(guildId)
  const [greeting = ''] = await world.discord.until(() => said().length > 0 && said())
  const ids = new Map(world.discord.commands().map(({ name, id }) => [String(name), String(id)]))
  expect(greeting.split('\n')).toHaveLength(3)
  for (const name of ['ask', 'help', 'forget']) expect(greeting).toContain(`</${name}:${ids.get(name)}>`)
  await world.restart()
  await settled()
  expect(said()).toHaveLength(1)
})

test('where it may not write in that channel, nothing is said and nothing fails', async () => {
  await start()
  world.discord.kickBot(guildId)
  world.discord.setPermissions({ channelId: places.general, id: guildId, deny: ['SEND_MESSAGES'] })
  world.discord.setPermissions({
    channelId: places.general,
    id: world.discord.application.botId,
    deny: ['SEND_MESSAGES'],
  })
  world.discord.inviteBot(guildId)
  await settled()
  const path = `/channels/${places.general}/messages`
  expect(world.discord.requests().filter((request) => request.path === path)).toEqual([])
  expect(world.log()).not.toContain('"fault"')
})

test('a profile that says nothing is filled in at the start, and one that says something is left', async () => {
  const { application } = defaultSeed
  await start({ application: { ...application, description: '' } })
  const patches = () => world.discord.requests().filter(({ path }) => path === '/applications/@me')
  expect(patches().map(({ method, requestBody }) => [method, requestBody])).toContainEqual([
    'PATCH',
    { description: english.profile },
  ])
  expect(english.profile.length).toBeLessThanOrEqual(400)
  await world.restart()
  expect(patches().filter(({ method }) => method === 'PATCH')).toHaveLength(1)
})

test('a profile that cannot be filled in costs one line of the log, and no more', async () => {
  await start()
  const { url, token } = world.discord
  await fetch(`${url}/v10/applications/@me`, {
    method: 'PATCH',
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ description: '' }),
  })
  world.discord.fault({
    trouble: { type: 'answer', status: 403, body: { code: 50_001, message: 'Missing Access' } },
    route: 'PATCH /applications/@me',
  })
  await world.restart()
  await settled()
  expect(world.log().match(/could not be given one/g)).toHaveLength(1)
})
