import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { slowly, stageOf } from '../stage.ts'

let world: BotWorld
const { ask, ended, press, told, messages, hasButton, lastRequest, customId, shows, requests } = stageOf(
  () => world,
)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const threePages = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} ${'leaf '.repeat(15)}`).join('\n\n')

describe('Regenerate', () => {
  test('writes another answer into the same message, and ◀ ▶ lead from one to the other', async () => {
    world.claude.next(text('The first.'), text('The second.'))
    ask('tell me')
    const first = await ended('The first.')
    expect(hasButton(first, 'previous')).toBe(false)
    press(first, 'regenerate')
    const second = await ended('The second.')
    expect(second.id).toBe(first.id)
    expect(JSON.stringify(second.components)).toContain('2/2')
    expect(requests()).toHaveLength(2)
    expect(lastRequest()).not.toContain('The first.')
    press(second, 'previous')
    const back = await ended('The first.')
    expect(back.id).toBe(first.id)
    expect(JSON.stringify(back.components)).toContain('1/2')
    press(back, 'next')
    await ended('The second.')
    expect(messages()).toHaveLength(1)
  })

  test('the next question follows the answer that is shown', async () => {
    world.claude.next(text('The first.'), text('The second.'), text('Third.'), text('Fourth.'))
    ask('tell me')
    press(await ended('The first.'), 'regenerate')
    const second = await ended('The second.')
    ask('go on')
    await ended('Third.')
    expect(lastRequest()).toContain('The second.')
    expect(lastRequest()).not.toContain('The first.')
    await world.discord.answered(press(second, 'previous'))
    await ended('The first.')
    ask('and now?')
    await ended('Fourth.')
    expect(lastRequest()).toContain('Third.')
    expect(lastRequest()).toContain('The second.')
  })

  test('stepping back changes what the next question follows', async () => {
    world.claude.next(text('The first.'), text('The second.'), text('Third.'))
    ask('tell me')
    press(await ended('The first.'), 'regenerate')
    press(await ended('The second.'), 'previous')
    await ended('The first.')
    ask('go on')
    await ended('Third.')
    expect(lastRequest()).toContain('The first.')
    expect(lastRequest()).not.toContain('The second.')
  })

  test('pages that the new answer does not need are removed, and those it lacks are posted', async () => {
    world.claude.next(text(threePages), text('Short.'))
    ask('tell me')
    const long = await ended('Paragraph 59')
    const { length } = messages()
    expect(length).toBeGreaterThan(2)
    press(long, 'regenerate')
    const short = await ended('Short.')
    await world.discord.until(() => messages().length === 1)
    press(short, 'previous')
    await ended('Paragraph 59')
    expect(messages()).toHaveLength(length)
    expect(messages()[0]?.content).toContain('Paragraph 0')
  })

  test('is for the asker and moderators; others get a private word', async () => {
    world.claude.next(text('The first.'), text('The second.'))
    ask('tell me', places.general, people.grace)
    const first = await ended('The first.')
    const denied = await told(press(first, 'regenerate', people.aoi))
    expect(denied.content).toBe('これができるのは、質問した人かモデレーターだけです。')
    expect(requests()).toHaveLength(1)
    press(first, 'regenerate', people.ada)
    await ended('The second.')
  })

  test('pressed twice writes once and says so', async () => {
    world.claude.next(text('The first.'), slowly('word '.repeat(80)))
    ask('tell me')
    const first = await ended('The first.')
    world.claude.setSpeed(1)
    const [once, twice] = [press(first, 'regenerate'), press(first, 'regenerate')]
    const word = await Promise.race([told(once), told(twice)])
    expect(word.content).toContain('still writing')
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    await ended('word')
    expect(requests()).toHaveLength(2)
    expect(messages()).toHaveLength(1)
  })

  test('stopped while it waits in line, the earlier answer is there again', async () => {
    world.claude.next(text('The first.'), slowly('word '.repeat(80)))
    ask('tell me')
    const first = await ended('The first.')
    world.claude.setSpeed(1)
    ask('something else')
    await world.discord.until(() => messages().some(({ content }) => content.includes('word')))
    press(first, 'regenerate')
    await shows(first.id, 'Queued (#1)')
    press(world.discord.message(first.id) ?? first, 'stop')
    const back = await ended('The first.')
    expect(hasButton(back, 'previous')).toBe(false)
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    await ended('word')
    expect(requests()).toHaveLength(2)
  })

  test('works after a restart', async () => {
    world.claude.next(text('The first.'), text('The second.'))
    ask('tell me')
    const first = await ended('The first.')
    await world.restart()
    press(first, 'regenerate')
    expect((await ended('The second.')).id).toBe(first.id)
  })

  test('an id from another channel is refused', async () => {
    world.claude.next(text('my rhubarb'), text('hers'))
    ask('mine')
    const mine = await ended('my rhubarb')
    ask('hers', places.questions, people.grace)
    const hers = await ended('hers', places.questions)
    const forged = customId(mine, 'regenerate')
    const components = JSON.parse(
      JSON.stringify(hers.components).replace(customId(hers, 'regenerate'), forged),
    )
    await fetch(`${world.discord.url}/v10/channels/${places.questions}/messages/${hers.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bot ${world.discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ components }),
    })
    const act = world.discord.click({ messageId: hers.id, customId: forged, userId: people.ada })
    expect((await told(act)).content).toBe('That button is from another channel.')
    expect(requests()).toHaveLength(2)
  })
})
