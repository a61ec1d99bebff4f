import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { cutShort, slowly, stageOf } from './stage.ts'

let world: BotWorld
beforeEach(async () => {
  world = await startBotWorld({ environment: { QUOTE_QUESTION: 'on' } })
})
afterEach(() => world.close())

const { ask, ended, press, shows, lastRequest, messages } = stageOf(() => world)

test('a reply to a command begins with the question from its first edit on', async () => {
  world.claude.setSpeed(1)
  world.claude.next(slowly('A herb. '.repeat(6)))
  const contents = new Set<string>()
  world.discord.onEvent(() => {
    for (const { content } of messages()) if (content !== '') contents.add(content)
  })
  ask('Tell me about **basil**')
  const reply = await ended('A herb.')
  expect(
    [...contents].filter((content) => !content.startsWith('> Tell me about \\*\\*basil\\*\\*\n')),
  ).toEqual([])
  expect(reply.content).toContain('> Tell me about \\*\\*basil\\*\\*\nA herb.')
  expect(lastRequest()).not.toContain('> Tell me')
})

test('Continue, Regenerate and the next start keep the question; the full text is without it', async () => {
  world.claude.next(cutShort('Once upon a'), text(' time.'), cutShort('Another time.'))
  ask('Tell me a tale')
  const cut = await ended('Once upon a')
  press(cut, 'continue')
  expect(await shows(cut.id, 'Once upon a time.')).toMatch(/^> Tell me a tale\nOnce upon a time\./)
  press(await ended('Once upon a time.'), 'regenerate')
  expect(await shows(cut.id, 'Another time.')).toMatch(/^> Tell me a tale\nAnother time\./)
  await ended('Another time.')
  world.claude.setSpeed(1)
  world.claude.next(slowly('It grows. '.repeat(100)))
  ask('Tell me about basil')
  const growing = await world.discord.until(() =>
    messages().find(({ content }) => content.includes('It grows.')),
  )
  await world.restart()
  expect(await shows(growing.id, '-# claude-')).toMatch(/^> Tell me about basil\nIt grows\./)
}, 120_000)

test('Ask about this says who asked about which message, and brings an answer along as Claude wrote it', async () => {
  world.claude.next(text('A herb.'), text('Yes, quite.'))
  ask('Tell me about basil')
  const answer = await ended('A herb.')
  const act = world.discord.runMessageCommand({
    userId: people.grace,
    name: 'Ask about this',
    messageId: answer.id,
  })
  await world.discord.answered(act)
  world.discord.submitModal({ interactionId: act.id, values: { question: 'Is it green?' } })
  const link = `https://discord.com/channels/1100000000000000100/${places.general}/${answer.id}`
  expect((await ended('Yes, quite.')).content).toContain(
    `-# <@${people.grace}> asked about ${link}\n> Is it green?\nYes, quite.`,
  )
  expect(lastRequest()).toContain('A herb.')
  expect(lastRequest()).not.toContain('> Tell me about basil')
})
