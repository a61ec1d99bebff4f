import { ChannelType, Events, GatewayIntentBits, PermissionFlagsBits } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import { createFakeClock } from '../../world/fake-clock.ts'
import { usualIntents } from './log-in.ts'
import { loadContract } from './openapi-contract.ts'
import { call, registerAsk, webhook } from './rest.ts'
import { ids, type Stage, setStage } from './stage.ts'

const clock = createFakeClock()
const contract = loadContract()
let stage: Stage

const application = {
  ...defaultSeed.application,
  privileged: { messageContent: true, guildMembers: true, presences: false },
}

beforeEach(async () => {
  const intents = [...usualIntents, GatewayIntentBits.GuildMembers]
  stage = await setStage({ clock, seed: { ...defaultSeed, application } }, intents)
})

afterEach(async () => {
  const deviations = stage.discord.requests().flatMap((exchange) => contract?.check(exchange) ?? [])
  expect(deviations.filter(({ severity }) => severity === 'error').map(({ detail }) => detail)).toEqual([])
  await stage.close()
})

const guild = () => stage.client.guilds.fetch(ids.greenhouse)
const heard = (event: string) => new Promise((resolve) => stage.client.once(event, resolve))

test('a role is made, changed, given, taken and deleted, and discord.js hears of each', async () => {
  const { discord } = stage
  const { roles } = await guild()
  const [made, changed, given] = [
    heard(Events.GuildRoleCreate),
    heard(Events.GuildRoleUpdate),
    heard(Events.GuildMemberUpdate),
  ]
  const role = discord.createRole({ guildId: ids.greenhouse, name: 'Gardeners', color: 0x2ecc71 })
  await made
  expect(roles.cache.get(role.id)).toMatchObject({ name: 'Gardeners', color: 0x2ecc71 })
  discord.changeRole({ guildId: ids.greenhouse, roleId: role.id, permissions: ['MANAGE_GUILD'] })
  await changed
  expect(roles.cache.get(role.id)?.permissions.has(PermissionFlagsBits.ManageGuild)).toBe(true)
  discord.setRoles({ guildId: ids.greenhouse, userId: ids.grace, roles: [role.id] })
  await given
  const deleted = heard(Events.GuildRoleDelete)
  discord.deleteRole(ids.greenhouse, role.id)
  await deleted
  expect(roles.cache.has(role.id)).toBe(false)
  expect(discord.guilds()[0]?.members.get(ids.grace)?.roles).toEqual([])
})

test('roles and members are read as discord.js asks for them', async () => {
  const { members, roles } = await guild()
  const role = stage.discord.createRole({ guildId: ids.greenhouse, name: 'Gardeners' })
  expect((await roles.fetch(role.id, { force: true }))?.name).toBe('Gardeners')
  await expect(roles.fetch('1100000000000000999')).resolves.toBeNull()
  const first = await members.list({ limit: 2, cache: false })
  expect([...first.keys()]).toEqual([ids.bot, ids.ada])
  expect([...(await members.list({ limit: 10, after: ids.ada })).keys()]).toEqual([
    ids.grace,
    defaultSeed.users[2].id,
  ])
  expect([...(await members.search({ query: 'GRA', limit: 5 })).keys()]).toEqual([ids.grace])
})

test('a permission that a role gives lets its members use a command, and a channel may take it away', async () => {
  const { discord } = stage
  await call(discord, `PUT /applications/${discord.application.id}/commands`, [
    { name: 'settings', description: 'x', contexts: [0], default_member_permissions: 32 },
  ])
  const use = () => discord.runCommand({ channelId: ids.general, userId: ids.grace, name: 'settings' })
  expect(use).toThrow('may not use "settings"')
  const role = discord.createRole({
    guildId: ids.greenhouse,
    name: 'Managers',
    permissions: ['MANAGE_GUILD'],
  })
  discord.setRoles({ guildId: ids.greenhouse, userId: ids.grace, roles: [role.id] })
  const interaction = stage.heard((it) => it.isChatInputCommand())
  use()
  const { member, memberPermissions } = await interaction
  expect(memberPermissions?.has(PermissionFlagsBits.ManageGuild)).toBe(true)
  expect(member?.roles).toMatchObject({ cache: expect.objectContaining({ size: 2 }) })
  discord.setPermissions({ channelId: ids.general, id: role.id, deny: ['USE_APPLICATION_COMMANDS'] })
  expect(use).toThrow('may not use "settings"')
})

test('a category has channels, which follow its permissions until they have their own', async () => {
  const { discord } = stage
  const { channels } = await guild()
  const category = discord.createChannel({ guildId: ids.greenhouse, name: 'Beds', type: 4 })
  const inside = { guildId: ids.greenhouse, parentId: category.id }
  discord.setPermissions({ channelId: category.id, id: ids.grace, deny: ['SEND_MESSAGES'] })
  const [synced, own] = [
    discord.createChannel({ ...inside, name: 'herbs' }),
    discord.createChannel({ ...inside, name: 'roses' }),
  ]
  discord.setPermissions({ channelId: own.id, id: ids.ada, deny: ['ADD_REACTIONS'] })
  discord.setPermissions({ channelId: category.id, id: ids.grace, allow: ['SEND_MESSAGES'] })
  const say = (channelId: string) => () => discord.say({ channelId, userId: ids.grace, content: 'Hello' })
  expect(say(synced.id)).not.toThrow()
  expect(say(own.id)).toThrow('may not')
  const fetched = await channels.fetch(synced.id, { force: true })
  expect(fetched).toMatchObject({
    parentId: category.id,
    parent: { name: 'Beds', type: ChannelType.GuildCategory },
  })
  expect(fetched && 'permissionsLocked' in fetched && fetched.permissionsLocked).toBe(true)
  const { status, body } = await call(discord, `POST /channels/${category.id}/messages`, { content: 'x' })
  expect([status, body['code']]).toEqual([400, 50008])
  expect(say(category.id)).toThrow('is a category')
  discord.deleteChannel(category.id)
  expect(discord.channel(synced.id)).toMatchObject({ parentId: undefined })
})

test('a channel takes thirty follow-ups in a minute, whosever interaction they are of', async () => {
  const { discord } = stage
  await registerAsk(discord)
  const begin = async () => {
    const { id, token } = discord.runCommand({ channelId: ids.general, userId: ids.ada, name: 'ask' })
    await call(discord, `POST /interactions/${id}/${token}/callback`, { type: 4, data: { content: 'Hi' } })
    return (content: string) => call(discord, `POST ${webhook(discord, token)}`, { content })
  }
  const statuses: number[] = []
  for (let interaction = 0; interaction < 7; interaction += 1) {
    const followUp = await begin()
    for (let count = 0; count < 5; count += 1) statuses.push((await followUp('More')).status)
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(30)
  const refused = await (await begin())('More')
  expect(refused).toMatchObject({ status: 429, body: { global: false } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(5)
  await clock.pass(60_000)
  expect((await (await begin())('More')).status).toBe(200)
})
