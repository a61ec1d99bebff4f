import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { stageOf } from './stage.ts'

let world: BotWorld
const { ended, lastRequest, requests, told } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

type Said = Parameters<BotWorld['discord']['say']>[0]
const say = (said: Partial<Said>) =>
  world.discord.say({ channelId: places.general, userId: people.grace, content: '', ...said })

/** Asks about a message by its menu; gives what Claude was sent. */
const askAbout = async (messageId: string): Promise<string> => {
  const act = world.discord.runMessageCommand({ userId: people.ada, name: 'Ask about this', messageId })
  await world.discord.answered(act)
  world.discord.submitModal({ interactionId: act.id, values: { question: 'What does it say?' } })
  await ended('')
  return lastRequest()
}

const forward = (message: object) => ({
  message_reference: { type: 1, channel_id: '1100000000000000999', message_id: '1100000000000000998' },
  message_snapshots: [{ message: { content: '', embeds: [], attachments: [], ...message } }],
})
const attachedSchema = z.object({ attachments: z.array(z.unknown()) })
const poll = {
  question: { text: 'Which tree?' },
  answers: [{ answer_id: 1, poll_media: { text: 'Oak' } }],
  expiry: null,
  allow_multiselect: false,
  layout_type: 1,
}

test.each<readonly [string, NonNullable<Said['also']>, string]>([
  ['an embed', { embeds: [{ title: 'Forecast', fields: [{ name: 'Wind', value: 'calm' }] }] }, 'Wind: calm'],
  ['a poll', { poll }, '- Oak'],
  ['a sticker', { sticker_items: [{ id: '1', name: 'Wave', format_type: 1 }] }, '[Sticker] Wave'],
  ['a forwarded message', forward({ content: 'The train leaves at nine.' }), 'The train leaves at nine.'],
  ['a forwarded embed', forward({ embeds: [{ description: 'Rain at noon' }] }), '[Embed] Rain at noon'],
  ['components', { flags: 32_768, components: [{ type: 10, content: 'Displayed' }] }, 'Displayed'],
])('a message that is only %s is quoted with its text', async (_, also, expected) => {
  const { id } = say({ also })
  expect(await askAbout(id)).toContain(expected)
})

test('people, roles and channels in the message are names', async () => {
  const { id } = say({ content: `<@${people.aoi}> meets <@${people.ada}> in <#${places.questions}>` })
  expect(await askAbout(id)).toMatch(/@葵 meets @Ada in #questions/)
})

test('names stand in a forwarded message too', async () => {
  const { id } = say({ also: forward({ content: `ask <@${people.aoi}>` }) })
  expect(await askAbout(id)).toContain('ask @葵')
})

test('the files of a forwarded message are read', async () => {
  const file = { filename: 'notes.txt', contentType: 'text/plain', bytes: Buffer.from('mint needs water') }
  const source = say({ content: 'see file', attachments: [file] })
  const address = `${world.discord.url}/v10/channels/${places.general}/messages/${source.id}`
  const read = await fetch(address, { headers: { authorization: `Bot ${world.discord.token}` } })
  const { id } = say({ also: forward(attachedSchema.parse(await read.json())) })
  expect(await askAbout(id)).toContain('mint needs water')
})

test.each(['', 'x', '1', '1100000000000000999'])(
  'a form whose message id is made up (%j) is told so, and nothing is a fault',
  async (made) => {
    const act = world.discord.runMessageCommand({
      ...{ userId: people.ada, name: 'Ask about this', messageId: say({ content: 'a fern' }).id },
    })
    await world.discord.answered(act)
    await world.restart()
    const sent = world.discord.submitModal({
      ...{ interactionId: act.id, values: { question: 'What?' } },
      customId: `ask-about:${act.id}-${made}`,
    })
    expect((await told(sent)).content).toContain('can’t find that message')
    expect(requests()).toHaveLength(0)
    expect(world.log()).not.toContain('"fault"')
  },
)
