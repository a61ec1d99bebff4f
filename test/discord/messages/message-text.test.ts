import { describe, expect, test } from 'vitest'
import { readIncomingMessage, readReferenced } from '../../../src/discord/messages/incoming-message.ts'
import { richContentSchema, richContentText } from '../../../src/discord/messages/message-text.ts'

const textOf = (carried: object): string => richContentText(richContentSchema.parse(carried))

describe('what a message carries beside its content', () => {
  test.each([
    [
      'an embed',
      {
        embeds: [
          {
            author: { name: 'Weather' },
            title: 'Tomorrow',
            description: 'Rain.',
            fields: [{ name: 'Wind', value: '5 m/s' }],
            footer: { text: 'Source: sky' },
          },
        ],
      },
      '[Embed] Weather\nTomorrow\nRain.\nWind: 5 m/s\nSource: sky',
    ],
    ['two embeds', { embeds: [{ title: 'One' }, { title: 'Two' }] }, '[Embed] One\n[Embed] Two'],
    [
      'a poll with votes',
      {
        poll: {
          question: { text: 'Which tree?' },
          answers: [
            { answer_id: 1, poll_media: { text: 'Oak' } },
            { answer_id: 2, poll_media: { text: 'Elm' } },
          ],
          results: {
            answer_counts: [
              { id: 1, count: 1, me_voted: false },
              { id: 2, count: 3, me_voted: false },
            ],
          },
        },
      },
      '[Poll] Which tree?\n- Oak (1 vote)\n- Elm (3 votes)',
    ],
    [
      'a poll without votes',
      { poll: { question: { text: 'Which?' }, answers: [{ answer_id: 1, poll_media: { text: 'Oak' } }] } },
      '[Poll] Which?\n- Oak',
    ],
    [
      'nested components',
      {
        components: [
          {
            type: 17,
            components: [
              { type: 10, content: 'Hello' },
              { type: 9, components: [{ type: 10, content: 'there' }], accessory: { type: 2, label: 'Go' } },
            ],
          },
        ],
      },
      '[Components] Hello\nthere\nGo',
    ],
    [
      'an image and a link',
      {
        embeds: [
          { type: 'image', url: 'https://e.com/a', image: { url: 'https://e.com/fern.png?ex=1&is=2' } },
          { type: 'gifv', thumbnail: { url: 'https://e.com/t.png' }, video: { url: 'https://e.com/v.mp4' } },
        ],
      },
      '[Embed] https://e.com/a\n(image: https://e.com/fern.png)\n[Embed] (image: https://e.com/t.png)\n(video: https://e.com/v.mp4)',
    ],
    [
      'a poll of emoji',
      {
        poll: {
          question: { text: null },
          answers: [
            { answer_id: 1, poll_media: { emoji: { id: null, name: '🍕' } } },
            { answer_id: 2, poll_media: { text: 'Salad', emoji: { id: '1', name: 'leaf' } } },
          ],
        },
      },
      '[Poll] - 🍕\n- leaf Salad',
    ],
    [
      'a gallery, a file, a thumbnail, a menu and a link',
      {
        components: [
          { type: 12, items: [{ media: { url: 'https://e.com/a.png?x=1' }, description: 'a red fern' }] },
          { type: 13, file: { url: 'https://e.com/plan.pdf?x=1' }, name: 'plan.pdf' },
          { type: 9, components: [], accessory: { type: 11, media: { url: 'https://e.com/b.png' } } },
          {
            type: 1,
            components: [{ type: 3, options: [{ label: 'Oak', description: 'tall', value: 'o' }] }],
          },
          { type: 1, components: [{ type: 2, style: 5, label: 'Shop', url: 'https://e.com/shop' }] },
        ],
      },
      '[Components] a red fern\n(image: https://e.com/a.png)\nplan.pdf\n(image: https://e.com/b.png)\nOak\ntall\nShop\nhttps://e.com/shop',
    ],
    [
      'a good embed beside one in another form',
      { embeds: [5, null, { title: 'Sky', fields: [null, { name: 'Wind', value: 'calm' }] }] },
      '[Embed] Sky\nWind: calm',
    ],
    ['stickers', { sticker_items: [{ name: 'Wave' }] }, '[Sticker] Wave'],
    ['nothing', {}, ''],
    [
      'what has another form than documented',
      { embeds: 'x', components: 5, poll: [], sticker_items: [null] },
      '',
    ],
  ])('is told as text: %s', (_, carried, expected) => {
    expect(textOf(carried)).toBe(expected)
  })

  test('is bounded in size and depth', () => {
    const deep = JSON.parse(`${'{"components":['.repeat(2_000)}{"content":"deep"}${']}'.repeat(2_000)}`)
    expect(textOf({ components: [deep] })).toBe('')
    expect(textOf({ embeds: [{ description: 'a'.repeat(1_000_000) }] }).length).toBeLessThanOrEqual(20_000)
  })
})

const author = { id: '1100000000000000011', username: 'ada', global_name: 'Ada' }
const bare = { id: '1100000000000000900', channel_id: '1100000000000000101', type: 0, author }
const forward = {
  message_reference: { type: 1, message_id: '1', channel_id: '2' },
  message_snapshots: [{ message: { content: 'Rain.', embeds: [{ title: 'Sky' }] } }],
}

describe('a message of the gateway', () => {
  test('that forwards another has its text', () => {
    expect(readIncomingMessage({ ...bare, ...forward })?.forwarded?.content).toBe('Rain.\n[Embed] Sky')
  })

  test('that replies to a forwarded one brings its text along', () => {
    expect(readReferenced({ ...bare, content: '', ...forward }).content).toBe('Rain.\n[Embed] Sky')
  })

  test('that replies to one that Discord leaves out tells its id', () => {
    const reply = { ...bare, type: 19, message_reference: { message_id: '1100000000000000800' } }
    expect(readIncomingMessage(reply)?.repliesToId).toBe('1100000000000000800')
  })

  test.each([
    ['no content', { content: null }],
    ['lists that are null', { attachments: null, mentions: null, mention_roles: null, embeds: null }],
    ['a file without a name', { attachments: [{ id: '1' }] }],
    ['a mention of nobody', { mentions: [null, { id: '1' }] }],
    ['a reference to nobody’s message', { type: 19, referenced_message: { id: '1', author: null } }],
    ['a reference in another form', { message_reference: 'x' }],
    ['a member without roles', { member: { nick: 5, roles: null } }],
  ])('with %s is read for the rest', (_, odd) => {
    expect(readIncomingMessage({ ...bare, poll: { question: { text: 'Which?' } }, ...odd })?.poll).toBe(
      '[Poll] Which?',
    )
  })

  test('keeps the forwarded text beside a copy in another form', () => {
    const snapshots = [{}, { message: { content: 'Rain.', attachments: [{ id: '1' }] } }, null]
    expect(readIncomingMessage({ ...bare, message_snapshots: snapshots })?.forwarded?.content).toBe('Rain.')
  })

  const copy = {
    ...bare,
    author: { id: '1100000000000000950', username: 'Ivy', bot: true },
    webhook_id: '1100000000000000950',
    application_id: '466378653216014359',
    content: 'hi',
  }

  test.each([
    ['of nobody', [], undefined],
    ['of another application', ['1100000000000000951'], undefined],
    ['of the application', ['466378653216014359'], 'Ivy'],
    ['of the webhook', ['1100000000000000950'], 'Ivy'],
  ])('by a webhook is a person’s where the list has the id %s', (_, proxies, name) => {
    expect(readIncomingMessage(copy, proxies)?.author.name).toBe(name)
  })

  test('by a bot is nobody’s, even if the bot is on the list', () => {
    const bot = { ...copy, webhook_id: undefined }
    expect(readIncomingMessage(bot, ['466378653216014359'])).toBeNull()
  })
})
