import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import about from '../../package.json' with { type: 'json' }
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { stageOf } from './stage.ts'

let world: BotWorld
const { told } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const help = async (channelId = places.general, userId = people.ada): Promise<string> => {
  const word = await told(world.discord.runCommand({ channelId, userId, name: 'help' }))
  expect(word.onlyFor).toBe(userId)
  return word.content
}

const bot = '1100000000000000001'

describe('/help', () => {
  test('names every command but itself as one can press it, in ten lines, and below who runs it', async () => {
    const said = await help()
    for (const { name, type, id } of world.discord.commands())
      if (name !== 'help')
        expect(said).toContain(type === 1 ? `</${String(name)}:${String(id)}>` : `*${String(name)}*`)
    expect(said).not.toContain('missing')
    expect(said.split('\n').length).toBeLessThanOrEqual(11)
    expect(said.split('\n').at(-1)).toBe(`-# Tendril ${about.version}, run by <@${people.ada}>`)
  })

  test('names each missing permission with what cannot be done without it', async () => {
    world.discord.setPermissions({
      channelId: places.general,
      id: bot,
      deny: ['CREATE_PUBLIC_THREADS', 'READ_MESSAGE_HISTORY'],
    })
    const said = await help()
    expect(said).toContain('missing “Create Public Threads”: I can’t open threads.')
    expect(said).toContain('missing “Read Message History”')
    expect(said).not.toContain('“Attach Files”')
  })

  test('says what is different in direct messages, and speaks the person’s language', async () => {
    expect(await help(world.discord.directChannel(people.ada).id)).toContain('I answer everything you write')
    expect(await help(places.general, people.aoi)).toMatch(/<\/ask:\d+> を使うか/)
  })
})
