import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { defaultSeed, type MemberSeed, type Seed } from '../../src/sandbox/discord/seed.ts'
import { allSettings } from '../../src/settings/settings.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { givingStage } from './settings-stage.ts'

const guild = '1100000000000000100'
const gardener = '1100000000000000201'
const { ada, grace, aoi } = people
const { general, questions } = places

const [greenhouse, ...others] = defaultSeed.guilds
const withMembers = (members: readonly MemberSeed[]): Seed => ({
  ...defaultSeed,
  guilds: [
    {
      ...greenhouse,
      roles: [{ id: gardener, name: 'Gardener', permissions: ['MANAGE_GUILD'] }],
      members,
    },
    ...others,
  ],
})
const seed = withMembers([{ userId: ada }, { userId: grace, roles: [gardener] }, { userId: aoi }])

let world: BotWorld
const { run, said, asks, last } = givingStage(() => world)

const start = async (environment: Readonly<Record<string, string>> = {}) => {
  world = await startBotWorld({ discord: { seed }, environment })
}

beforeEach(() => start())
afterEach(() => world.close())

const again = async (environment: Readonly<Record<string, string>>) => {
  await world.close()
  await start(environment)
}

const set = (name: string, options: Parameters<typeof run>[1], where: Parameters<typeof run>[2] = {}) =>
  said(run(`settings set ${name}`, options, where))
const show = (options: Parameters<typeof run>[1] = {}, where: Parameters<typeof run>[2] = {}) =>
  said(run('settings show', options, where))

/** The line of a setting. */
const line = (shown: string, label: string): string =>
  shown.split('\n').find((one) => one.includes(`**${label}**`)) ?? `no line "${label}" in ${shown}`

/** The panel that a person has opened. */
const panel = async (userId = ada, channelId = general): Promise<Message> => {
  const act = run('settings open', {}, { userId, channelId })
  return world.discord.until(() =>
    world.discord
      .messages(channelId)
      .find(({ interactionId, content }) => interactionId === act.id && content !== ''),
  )
}

const now = (message: Message): string => world.discord.message(message.id)?.content ?? ''

const choose = async (message: Message, menu: 'level' | 'channel', value: string, words: string) => {
  const customId = `settings-${menu}:here`
  world.discord.selectMenu({
    messageId: message.id,
    customId,
    userId: message.onlyFor ?? ada,
    values: [value],
  })
  await world.discord.until(() => now(message).includes(words))
}

/** Opens the form of a group; gives it, and the custom id of each of its fields by the name of the setting. */
const form = async (message: Message, group: string) => {
  const customIds = [
    ...JSON.stringify(world.discord.message(message.id)?.components).matchAll(/"(settings-form:[^"]+)"/g),
  ]
  const customId =
    customIds.map(([, id]) => id ?? '').find((id) => id.includes(`:${group}-`)) ?? `no ${group}`
  const act = world.discord.click({ messageId: message.id, customId, userId: message.onlyFor ?? ada })
  const state = await world.discord.answered(act)
  const modal = state.type === 'acknowledged' ? state.modal : undefined
  if (modal === undefined) throw new Error(`no form: ${JSON.stringify(state)}`)
  const ids = [...JSON.stringify(modal).matchAll(/"custom_id":"(([a-z]+)\.[^"]+)"/g)]
  const fields = Object.fromEntries(ids.map(([, id = '', name = '']) => [name, id]))
  const send = (values: Readonly<Record<string, string | readonly string[]>>, customId?: string) =>
    world.discord.submitModal({
      ...(customId !== undefined && { customId }),
      interactionId: act.id,
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [fields[name] ?? name, value]),
      ),
    })
  return { modal, send }
}

describe('sub-commands', () => {
  test('show every setting with its value and where it comes from', async () => {
    const shown = await show()
    expect(shown.split('\n').filter((one) => /^[●○🔒]/u.test(one))).toHaveLength(allSettings.length)
    expect(line(shown, 'Footer')).toBe('○ **Footer** Full · *from the operator*')
    expect(line(shown, 'Model')).toContain('Claude Sonnet 5.5')
  })

  test('set a value for the server; a channel can have another, and then follows again', async () => {
    expect(await set('footer', { value: 'off' })).toBe('**Footer** for this server: None · *set here*')
    expect(await set('footer', { value: 'short', channel: questions })).toContain(`<#${questions}>: Short`)
    expect(line(await show({ level: 'channel' }), 'Footer')).toBe('○ **Footer** None · *from the server*')
    expect(line(await show({ channel: questions }), 'Footer')).toBe('● **Footer** Short · *set here*')
    expect(await said(run('settings clear', { setting: 'footer', channel: questions }))).toContain(
      'None · *from the server*',
    )
  })

  test('what is set counts from the next answer on', async () => {
    expect(await asks('Hi')).toMatch(/¢/)
    await set('price', { value: false })
    expect(await asks('Hi')).not.toMatch(/¢|\$/)
    await set('model', { value: 'claude-haiku-5-5', level: 'channel' })
    await set('persona', { value: 'a patient gardener' })
    await asks('Hi')
    expect(last()).toContain('claude-haiku-5-5')
    expect(last()).toContain('a patient gardener')
    await asks('Hi', questions)
    expect(last()).toContain('claude-sonnet-5-5')
    await set('quote', { value: true })
    const quoted = run('ask', { prompt: 'Is it quoted?' })
    await world.discord.until(() =>
      world.discord
        .messages(general)
        .some(
          ({ interactionId, content }) => interactionId === quoted.id && content.includes('> Is it quoted?'),
        ),
    )
  })

  test('lists grow and shrink one by one, and who is on them is told', async () => {
    await set('denied', { add: aoi })
    expect(await set('denied', { add: gardener })).toContain(`<@&${gardener}> <@${aoi}>`)
    expect(await set('denied', { remove: aoi })).toMatch(new RegExp(`server: <@&${gardener}> ·`))
    expect(await set('denied', { remove: gardener })).toContain('None · *from the operator*')
    expect(await set('channels', { add: questions })).toContain(`<#${questions}>`)
    expect(await said(run('ask', { prompt: 'Hi' }))).toContain(`Ask me here: <#${questions}>`)
  })

  test('refuse in words what is out of bounds, not there, or not a level of the setting', async () => {
    await again({ MAX_MESSAGES: '5', ALLOWED_MODELS: 'claude-haiku-5-5', FIXED_SETTINGS: 'footer' })
    expect(await set('messages', { value: 21 })).toContain('from 1 to 20')
    expect(await set('model', { value: 'claude-opus-5-5' })).toContain('can’t have this value')
    expect(await set('footer', { value: 'off' })).toContain('has fixed **Footer**')
    expect(await set('moderators', { value: general, level: 'channel' })).toContain('can’t be set for')
    expect(await show({ level: 'thread' })).toContain('no such level')
    expect(line(await show(), 'Footer')).toBe('🔒 **Footer** Full · *fixed by the operator*')
  })

  test('are for those who manage the server', () => {
    expect(() => run('settings show', {}, { userId: aoi })).toThrow('may not use')
  })

  test('speak the language of who uses them', async () => {
    await world.close()
    world = await startBotWorld({
      discord: { seed: withMembers([{ userId: ada }, { userId: aoi, permissions: ['MANAGE_GUILD'] }]) },
    })
    expect(line(await show({}, { userId: aoi }), 'フッター')).toBe('○ **フッター** 詳しい · *運営者による*')
  })
})

describe('in direct messages', () => {
  const direct = () => world.discord.directChannel(aoi).id

  test('everybody has the settings of the conversation and their own, which hold everywhere', async () => {
    const where = { userId: aoi, channelId: direct() }
    await set('footer', { value: 'off' }, where)
    await set('notify', { value: 7, level: 'person' }, where)
    const shown = await show({ level: 'person' }, where)
    expect(shown.split('\n').filter((one) => /^[●○]/u.test(one))).toEqual([
      '● **通知までの秒数** 7秒 · *ここで設定*',
    ])
    expect(await show({}, where)).toContain('● **フッター** なし')
  })
})

describe('the panel', () => {
  test('is private, shows the server first, and every level and channel that is chosen', async () => {
    const message = await panel()
    expect(message.onlyFor).toBe(ada)
    expect(message.content).toContain('Settings for this server')
    await choose(message, 'level', `channel-${general}`, `Settings for <#${general}>`)
    await choose(message, 'channel', questions, `Settings for <#${questions}>`)
  })

  test('changes a group of settings in one form', async () => {
    const message = await panel()
    const { modal, send } = await form(message, 'claude')
    expect(JSON.stringify(modal)).toContain('As above: Claude Sonnet 5.5 (from the operator)')
    send({
      model: ['claude-haiku-5-5'],
      effort: 'as-above',
      persona: 'a gardener',
      search: 'true',
      thinking: 'as-above',
    })
    await world.discord.until(() => now(message).includes('● **Persona** a gardener'))
    expect(line(now(message), 'Model')).toBe('● **Model** Claude Haiku 5.5 · *set here*')
    expect(line(now(message), 'Web search')).toBe('● **Web search** On · *set here*')
    expect(line(now(message), 'Effort')).toBe('○ **Effort** Default · *from the operator*')
    const { send: resend } = await form(message, 'claude')
    resend({ model: ['as-above'], effort: 'as-above', persona: '', search: 'as-above', thinking: 'as-above' })
    await world.discord.until(() => now(message).includes('○ **Persona** None'))
    expect(line(now(message), 'Model')).toContain('from the operator')
  })

  test('lists roles and people in one select, and keeps a role that was deleted until the list is changed', async () => {
    const message = await panel()
    const { send } = await form(message, 'access')
    send({ allowed: [gardener, ada], denied: [aoi], channels: [], ignored: [questions] })
    await world.discord.until(() => now(message).includes(`**Who may ask** <@&${gardener}> <@${ada}>`))
    expect(line(now(message), 'Who may not ask')).toContain(`<@${aoi}>`)
    expect(line(now(message), 'Ignored channels')).toContain(`<#${questions}>`)
    world.discord.deleteRole(guild, gardener)
    expect(line(await show(), 'Who may ask')).toContain(`(deleted role) <@${ada}>`)
    expect(await said(run('ask', { prompt: 'Hi' }, { userId: grace }))).toContain('Only some people')
    const again = await form(message, 'access')
    again.send({ allowed: [ada, grace], denied: [aoi], channels: [], ignored: [] })
    await world.discord.until(() => now(message).includes(`**Who may ask** <@${ada}> <@${grace}>`))
  })

  test('a list that was not touched keeps what it cannot show, such as a role that was deleted', async () => {
    await set('allowed', { add: gardener })
    const message = await panel()
    world.discord.deleteRole(guild, gardener)
    const { send } = await form(message, 'access')
    send({ allowed: [], denied: [aoi], channels: [], ignored: [] })
    await world.discord.until(() => now(message).includes(`**Who may not ask** <@${aoi}>`))
    expect(line(now(message), 'Who may ask')).toContain('(deleted role)')
  })

  test('two who change different things of one form at the same time both do', async () => {
    const [one, two] = [await panel(ada), await panel(grace)]
    const first = await form(one, 'replies')
    const second = await form(two, 'replies')
    const untouched = { footer: 'as-above', price: 'as-above', messages: '', quote: 'as-above', notify: '' }
    first.send({ ...untouched, footer: 'off' })
    await world.discord.until(() => now(one).includes('● **Footer** None'))
    second.send({ ...untouched, messages: '3' })
    await world.discord.until(() => now(two).includes('● **Messages per answer** 3'))
    expect(line(now(two), 'Footer')).toBe('● **Footer** None · *set here*')
  })

  test('a number that is none changes nothing, and is told alone', async () => {
    const message = await panel()
    const { send } = await form(message, 'replies')
    const act = send({ footer: 'off', price: 'as-above', messages: 'many', quote: 'as-above', notify: '' })
    expect(await said(act)).toContain('must be a whole number from 1 to')
    expect(line(await show(), 'Footer')).toContain('from the operator')
  })

  test('an old panel does nothing for somebody who has lost the permission', async () => {
    const message = await panel(grace)
    const opened = await form(message, 'replies')
    world.discord.setRoles({ guildId: guild, userId: grace, roles: [] })
    const act = world.discord.selectMenu({
      ...{ messageId: message.id, customId: 'settings-level:here', userId: grace },
      values: [`server-${guild}`],
    })
    expect(await said(act)).toContain('You need “Manage Server”')
    const sent = opened.send({
      footer: 'off',
      price: 'as-above',
      messages: '',
      quote: 'as-above',
      notify: '',
    })
    expect(await said(sent)).toContain('You need “Manage Server”')
    expect(line(await show(), 'Footer')).toContain('from the operator')
  })

  test('a channel that was deleted is gone, and its settings with it', async () => {
    const message = await panel()
    await choose(message, 'channel', questions, `Settings for <#${questions}>`)
    await set('footer', { value: 'off', channel: questions })
    const { send } = await form(message, 'replies')
    world.discord.deleteChannel(questions)
    const act = send({ footer: 'short', price: 'as-above', messages: '', quote: 'as-above', notify: '' })
    expect(await said(act)).toContain('That channel is gone')
  })

  test('a channel follows its category, and another one as soon as it is moved there', async () => {
    const [plants, pots] = ['Plants', 'Pots'].map((name) =>
      world.discord.createChannel({ guildId: guild, name, type: 4 }),
    )
    world.discord.moveChannel(questions, plants?.id)
    await set('footer', { value: 'off', channel: plants?.id ?? '' })
    await set('footer', { value: 'short', channel: pots?.id ?? '' })
    expect(line(await show({ channel: questions }), 'Footer')).toBe('○ **Footer** None · *from the category*')
    world.discord.moveChannel(questions, pots?.id)
    expect(line(await show({ channel: questions }), 'Footer')).toBe(
      '○ **Footer** Short · *from the category*',
    )
    const message = await panel(ada, questions)
    await choose(message, 'level', `channel-${pots?.id}`, 'Settings for the category')
  })

  test('works on after a restart', async () => {
    const message = await panel()
    await world.restart()
    const { send } = await form(message, 'replies')
    send({ footer: 'off', price: 'as-above', messages: '', quote: 'as-above', notify: '' })
    await world.discord.until(() => now(message).includes('● **Footer** None'))
  })

  test('a forged form for another server or a level that is not there changes nothing', async () => {
    const message = await panel()
    const { send } = await form(message, 'replies')
    const values = { footer: 'off', price: 'as-above', messages: '', quote: 'as-above', notify: '' }
    for (const id of ['server-1100000000000000200', 'channel-1100000000000000201', `person-${grace}`])
      expect(await said(send(values, `settings:replies-${id}`))).toContain('That channel is gone')
  })
})
