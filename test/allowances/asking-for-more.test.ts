import { afterEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { defaultSeed, type Seed } from '../../src/sandbox/discord/seed.ts'
import { stageOf } from '../commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'

const { ada, grace, aoi } = people
const { general, questions: moderators } = places

const [greenhouse, ...others] = defaultSeed.guilds
/** Ada owns the server; Grace is a member like any other; Aoi is a moderator who may not manage the server. */
const seed: Seed = {
  ...defaultSeed,
  users: defaultSeed.users.map(({ id, name, displayName }) => ({ id, name, displayName })),
  guilds: [
    {
      ...greenhouse,
      members: [{ userId: ada }, { userId: grace }, { userId: aoi, permissions: ['MANAGE_MESSAGES'] }],
    },
    ...others,
  ],
}

let world: BotWorld
afterEach(() => world.close())

const { ask, ended, told, messages, press, requests, shows, customId } = stageOf(() => world)

const run = (name: string, options: Parameters<BotWorld['discord']['runCommand']>[0]['options'] = {}) =>
  told(world.discord.runCommand({ channelId: general, userId: ada, name, options }))

/** What the bot has written in the moderators' channel with these words in it. */
const toModerators = (words: string): readonly Message[] =>
  messages(moderators).filter(({ content }) => content.includes(words))

/** Asks as Grace, and gives what she alone is told. */
const asksInVain = async (prompt: string): Promise<Message> => {
  const word = await told(ask(prompt, general, grace))
  expect(word.content).toContain('This server’s allowance for today doesn’t cover another answer')
  return word
}

/** Asks as Grace, and waits for an answer that costs some 1.1 ¢, most of it for the output. */
const asksDearly = async (prompt: string, end: string, channelId = general): Promise<void> => {
  world.claude.next(text(`${'word '.repeat(470)}${end}`))
  ask(prompt, channelId, grace)
  await ended(end, channelId)
}

test('a server’s budget declines, alerts, is raised for a day by a moderator, and is lifted', async () => {
  world = await startBotWorld({ discord: { seed }, environment: { MAX_TOKENS: '1000' } })
  expect((await run('settings set moderators', { value: moderators })).content).toContain(`<#${moderators}>`)
  const set = await run('budget set', { amount: 0.013, unit: 'microDollars', period: 'day' })
  expect(set.content).toBe('Set. The whole server, per day: 1.3 ¢.')

  await asksDearly('One?', 'The first answer.')
  const alert = await world.discord.until(() => toModerators('**75 %**')[0])
  expect(alert.content).toMatch(
    /^\*\*75 %\*\* of this server’s allowance for today is used: \S+ ¢ of 1\.3 ¢\./,
  )

  const declined = await asksInVain('Two?')
  expect((await told(press(declined, 'ask-more', grace))).content).toContain('I’ve asked the moderators.')
  expect((await told(press(declined, 'ask-more', grace))).content).toBe(
    'The moderators were already asked today.',
  )
  const [wish, ...more] = toModerators('asks for more')
  if (wish === undefined) throw new Error('the moderators were not asked')
  expect(more).toEqual([])
  expect(wish.content).toContain(`<@${grace}> asks for more in <#${general}>.`)

  const allow = customId(wish, 'allow-today')
  expect((await told(press(wish, 'allow-today', grace))).content).toContain('Only moderators can allow more.')
  await asksInVain('Three?')
  press(wish, 'allow-today', aoi)
  await shows(wish.id, `Allowed for today by <@${aoi}>.`)
  expect(world.discord.message(wish.id)?.components).toEqual([])
  // Another moderator, whose screen still has the button.
  const late = world.discord.forgeClick({ channelId: moderators, customId: allow, userId: ada })
  expect((await told(late)).content).toContain('This was already allowed.')
  const word = await world.discord.until(() =>
    messages().find(({ content }) => content.includes('a moderator allowed more for today')),
  )
  expect(word.content).toContain(`<@${grace}>`)

  // In another channel of the server, where there is no history to be paid for.
  await asksDearly('Four?', 'The second answer.', moderators)
  const again = await asksInVain('Five?')
  // The button of the question that was declined before is out of date; that of this one asks for as much once more.
  expect((await told(press(declined, 'ask-more', grace))).content).toContain(
    'allowed more for today since then',
  )
  expect((await told(press(again, 'ask-more', grace))).content).toContain('I’ve asked the moderators.')
  const wishes = toModerators('asks for more')
  expect(wishes).toHaveLength(2)
  expect(JSON.stringify(wishes.at(-1)?.components)).toContain('"label":"Allow today (+1.3 ¢)"')
  // Of the raised allowance, more than 75 % are used as well.
  expect(toModerators('%').map(({ id }) => id)).toEqual([alert.id])

  expect((await run('budget clear')).content).toBe('Removed 1 allowance.')
  await asksDearly('Six?', 'The third answer.')
  const asked = JSON.stringify(requests().map(({ body }) => body))
  for (const never of ['Two?', 'Three?', 'Five?']) expect(asked).not.toContain(never)
  expect(world.log()).not.toContain('"level":50')
})

test('a moderator can be asked from the direct message that declines a mention, and says there is more in the channel', async () => {
  world = await startBotWorld({ discord: { seed }, environment: { MAX_TOKENS: '1000' } })
  await run('settings set moderators', { value: moderators })
  await run('budget set', { amount: 500, unit: 'tokens', period: 'month', channel: general })
  world.discord.say({
    ...{ channelId: general, userId: grace },
    content: `<@${world.discord.application.botId}> how do I prune roses?`,
  })
  const { id } = world.discord.directChannel(grace)
  const declined = await world.discord.until(() => world.discord.messages(id)[0])
  expect(declined.content).toContain(`<#${general}>: This channel’s allowance for this month`)
  expect((await told(press(declined, 'ask-more', grace))).content).toContain(`I’ll tell you in <#${general}>`)
  const wish = await world.discord.until(() => toModerators('asks for more')[0])
  expect(wish.content).toContain(`<@${grace}> asks for more in <#${general}>. This channel’s allowance`)
  press(wish, 'allow-today', aoi)
  await world.discord.until(() =>
    messages().find(({ content }) => content.includes(`<@${grace}>, a moderator allowed more`)),
  )
  // A tenth of the month's; the button in the direct message is out of date now.
  expect((await told(press(declined, 'ask-more', grace))).content).toContain('since then. Just ask again.')
  await run('budget clear', { everything: true })
  expect((await told(press(declined, 'ask-more', grace))).content).toContain('This limit is gone.')
})

test('nobody can ask the moderators of a server that they are not in', async () => {
  world = await startBotWorld({ discord: { seed }, environment: { MAX_TOKENS: '1000' } })
  await run('settings set moderators', { value: moderators })
  await run('budget set', { amount: 500, unit: 'tokens', period: 'day' })
  world.discord.say({ ...{ channelId: world.discord.directChannel(grace).id, userId: grace }, content: 'Hi' })
  await ended('', world.discord.directChannel(grace).id)
  const press = (server: string) =>
    world.discord.forgeClick({
      ...{ channelId: world.discord.directChannel(grace).id, userId: grace },
      customId: `ask-more:server-day-tokens-0-${server}-${general}`,
    })
  expect((await told(press('1100000000000000999'))).content).toContain('This limit is gone.')
  expect(toModerators('asks for more')).toEqual([])
})
