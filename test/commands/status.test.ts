import { afterEach, describe, expect, test } from 'vitest'
import { keyRefused } from '../../src/sandbox/claude/errors.ts'
import { type BotWorld, type BotWorldOptions, people, places, startBotWorld } from '../world/bot-world.ts'
import { slowly, stageOf } from './stage.ts'

let world: BotWorld
const stage = stageOf(() => world)
afterEach(() => world.close())

/** In a server that Ada owns. */
const start = async (options: BotWorldOptions = {}): Promise<void> => {
  world = await startBotWorld(options)
}

const status = async (userId = people.ada): Promise<string> => {
  const word = await stage.told(
    world.discord.runCommand({ channelId: places.general, userId, name: 'status' }),
  )
  expect(word.onlyFor).toBe(userId)
  return word.content
}

const saysOf = (label: string, lines: RegExp) =>
  expect.poll(async () => (await status()).split('\n').find((line) => line.includes(label))).toMatch(lines)

describe('/status', () => {
  test('says since when it has run and been connected, and that nobody has asked', async () => {
    await start()
    expect(await status()).toMatch(
      /^\*\*Tendril [\d.]+\*\*, started <t:\d+:R>\.\n🟢 \*\*Discord:\*\* connected <t:\d+:R>.*\.\n⚪ \*\*Claude:\*\* Sonnet 5\.5; nobody has asked since I started\.\n🟢 \*\*Memory:\*\* conversations are being saved\.\n0 replies are being written, 0 questions wait\.$/,
    )
  })

  test('says when Claude last answered, and what is under way', async () => {
    await start({ speed: 1, claude: { answer: () => slowly('A short tale. '.repeat(12)) } })
    stage.ask('one')
    stage.ask('two')
    await world.discord.until(() => stage.messages().find(({ content }) => content.includes('tale')))
    expect(await status()).toContain('1 reply is being written, 1 question waits.')
    await saysOf('Claude', /🟢 \*\*Claude:\*\* Sonnet 5\.5 last answered <t:\d+:R>\./)
  })

  test('says that Claude refuses the key, how often, and who must mend it; a good answer ends that', async () => {
    await start()
    world.claude.next(keyRefused(), keyRefused())
    stage.ask('one')
    stage.ask('two', places.questions)
    await saysOf(
      'Claude',
      /🔴 \*\*Claude:\*\* it refuses the API key\. 2 questions without an answer; it began <t:\d+:R>\./,
    )
    expect(await status()).toContain('Please tell whoever runs this bot.')
    stage.ask('three')
    await saysOf('Claude', /🟢/)
    expect(await status()).not.toContain('Please tell')
  })

  test('what somebody stopped says nothing about how it is', async () => {
    await start({ speed: 1 })
    world.claude.next(keyRefused(), slowly('A long tale. '.repeat(60)))
    stage.ask('one')
    await saysOf('Claude', /🔴/)
    stage.ask('two')
    const growing = await world.discord.until(() =>
      stage.messages().find(({ content }) => content.includes('tale')),
    )
    stage.press(growing, 'stop')
    await world.discord.until(() =>
      stage.messages().find(({ id, content }) => id === growing.id && content.includes('topped')),
    )
    expect(await status()).toContain('🔴 **Claude:** it refuses the API key. 1 question')
  })

  test('is offered only to those who manage the server, and only in servers', async () => {
    await start()
    expect(() =>
      world.discord.runCommand({ channelId: places.general, userId: people.grace, name: 'status' }),
    ).toThrow('may not use')
    const direct = world.discord.directChannel(people.ada).id
    expect(() =>
      world.discord.runCommand({ channelId: direct, userId: people.ada, name: 'status' }),
    ).toThrow()
  })
})
