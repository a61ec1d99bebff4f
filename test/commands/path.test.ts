import { PermissionFlagsBits } from 'discord.js'
import { describe, expect, test } from 'vitest'
import type { App } from '../../commands/command.ts'
import { createDispatch } from '../../commands/dispatch.ts'
import { commands, messageCommands } from '../../commands/index.ts'
import { strings } from '../../src/i18n/languages/en.ts'
import { createFakeClock } from '../world/fake-clock.ts'
import { type FakeOptions, fakeInteraction, type Kind, type Sent } from './fake-interaction.ts'

/** What everything but time and the acknowledgement does when it is called. */
type Rest = () => unknown

const never = (): Promise<never> => new Promise(() => undefined)
const failing = (): never => {
  throw new Error('broken')
}

/** An app of which every part behaves like this. */
const appOf = (rest: Rest, sent: Sent[] = []) => {
  const faults: string[] = []
  const part = () => new Proxy({}, { get: () => rest })
  const clock = createFakeClock()
  const defer = async () => {
    sent.push({ name: 'defer', isPrivate: false })
    return { messages: () => [{ messageId: '1300000000000000009' }] }
  }
  const known: Readonly<Record<string, unknown>> = {
    clock,
    screens: { defer, tokenOf: rest, inChannel: rest, onMessages: rest, following: rest, withMost: rest },
    onFault: (error: unknown) => faults.push(error instanceof Error ? error.message : String(error)),
    models: rest,
    commandIds: { of: () => undefined },
    owner: undefined,
    readAttachments: rest,
    prices: { webSearchPer1000: 10, models: {} },
    settings: rest,
    refuseAccess: async () => undefined,
    operator: { values: {}, fixed: new Set(), bounds: { models: undefined, messages: 5, parallel: 3 } },
    limits: { maxTokens: 1, contextTokens: 1 },
    forms: { keep: () => undefined, take: () => ({ attachments: [] }) },
  }
  const app: App = new Proxy(Object.create(null), { get: (_, name) => known[String(name)] ?? part() })
  return { app, clock, faults }
}

type Case = readonly [kind: Kind, name: string, answer: string, options?: FakeOptions]

const moderator = PermissionFlagsBits.ManageMessages
const mayRead = PermissionFlagsBits.ReadMessageHistory
const mayAll = { permissions: moderator | mayRead | PermissionFlagsBits.CreatePublicThreads }
const manager = { permissions: PermissionFlagsBits.ManageGuild }
const guild = '1100000000000000100'
const turn = '01hzzzzzzzzzzzzzzzzzzzzzzz'
const [ada, channel] = ['1100000000000000011', '1100000000000000101']

/** A server that has no roles, and one channel. */
const withChannels = {
  guild: { roles: { cache: new Map() }, channels: { cache: new Map([[channel, { name: 'general' }]]) } },
}

/** Everything that people can use, and what Discord hears first. `+`: privately. */
const cases: readonly Case[] = [
  ['command', 'ask', 'defer', { options: { prompt: 'hi' } }],
  ['command', 'ask', 'defer', { options: { prompt: 'hi', thread: true }, ...mayAll }],
  ['command', 'thread', 'defer', { options: { prompt: 'hi' }, ...mayAll }],
  ['command', 'new', 'deferReply'],
  ['command', 'model', 'deferReply+'],
  ['command', 'model', 'deferReply', { options: { model: 'x' }, ...mayAll }],
  ['command', 'persona', 'showModal', mayAll],
  ['command', 'persona', 'deferReply', { options: { preset: 'concise' }, ...mayAll }],
  ['command', 'search', 'deferReply', { options: { web: 'on' }, ...mayAll }],
  ['command', 'thinking', 'deferReply', { options: { summary: 'show' }, ...mayAll }],
  ['command', 'export', 'deferReply+', mayAll],
  ['command', 'forget', 'deferReply+'],
  ['command', 'help', 'deferReply+'],
  ['command', 'budget', 'deferReply+', { options: { subcommand: 'show' }, ...manager }],
  ['command', 'status', 'deferReply+'],
  ['command', 'usage', 'deferReply+'],
  ['command', 'settings', 'deferReply+', { options: { subcommand: 'open' }, ...manager }],
  ['command', 'settings', 'deferReply+', { options: { subcommand: 'show' }, ...manager }],
  ['command', 'settings', 'deferReply+', { options: { subcommand: 'footer', value: 'off' }, ...manager }],
  ['command', 'settings', 'deferReply+', { options: { subcommand: 'clear', setting: 'footer' }, ...manager }],
  ['button', `settings-form:replies-server-${guild}`, 'reply+', manager],
  ['select', 'settings-level:here', 'deferUpdate', manager],
  ['select', 'settings-channel:here', 'deferUpdate', { values: [channel ?? ''], ...manager }],
  ['form', `settings:replies-server-${guild}`, 'deferUpdate', manager],
  ['button', `settings-budgets:server-${guild}`, 'deferUpdate', manager],
  ['button', `settings-all:server-${guild}`, 'deferUpdate', manager],
  ['button', 'budget-form:server', 'reply+', manager],
  ['select', 'budget-member:here', 'deferUpdate', { values: [ada], ...manager }],
  ['select', 'budget-channel:here', 'deferUpdate', { values: [channel], ...withChannels, ...manager }],
  ['form', 'budget:server', 'deferUpdate', manager],
  ['menu', 'Ask about this', 'showModal'],
  ['menu', 'Details and buttons', 'deferReply+'],
  ['form', 'ask-about:1-2', 'defer'],
  ['form', 'persona:1', 'deferReply', mayAll],
  ['button', `stop:${turn}`, 'deferUpdate'],
  ['button', `regenerate:${turn}`, 'deferUpdate'],
  ['button', `continue:${turn}`, 'deferUpdate'],
  ['button', `retry:${turn}`, 'deferUpdate'],
  ['button', `whole-text:${turn}`, 'deferReply+'],
  ['button', `new-thread:${turn}`, 'deferReply+', mayAll],
  ['button', `previous:${turn}`, 'deferUpdate'],
  ['button', `next:${turn}`, 'deferUpdate'],
  ['button', `position:${turn}`, 'deferUpdate'],
  ['button', `details:${turn}`, 'deferReply+'],
  ['button', `answer-again:${turn}`, 'deferUpdate'],
  ['button', 'ask-more:member-day-tokens-0-1100000000000000100-1100000000000000101', 'deferReply+'],
  ['button', `allow-today:${turn}`, 'deferUpdate', mayAll],
  ['button', `dismiss:${ada}`, 'deferUpdate'],
  ['button', `forget-own:${ada}`, 'deferUpdate'],
  ['button', `forget-channel:${channel}`, 'deferUpdate', mayAll],
  ['button', `forget-cancel:${ada}`, 'deferUpdate'],
  ['button', `undo-new:${turn}`, 'deferUpdate'],
]

const send = async ([kind, name, , options]: Case, rest: Rest) => {
  const fake = fakeInteraction(kind, name, options)
  const all: Sent[] = []
  const { app, clock, faults } = appOf(rest, all)
  const done = createDispatch({ commands, messageCommands }, app)(fake.interaction)
  await clock.pass(1_000)
  return { done, faults, sent: () => [...all, ...fake.sent] }
}

const label = ([kind, name, answer, options]: Case): string =>
  `${kind} ${name} ${JSON.stringify(options?.options ?? {})}: ${answer}`

describe('is acknowledged though everything else hangs', () => {
  test.each(cases.map((one) => [label(one), one] as const))('%s', async (_, one) => {
    const { sent } = await send(one, never)
    expect(sent().map(({ name, isPrivate }) => `${name}${isPrivate ? '+' : ''}`)[0]).toBe(one[2])
  })
})

test('the table has every command, menu entry, button and form', () => {
  const named = new Set(cases.map(([, name]) => name.split(':')[0] ?? ''))
  const all = [...commands, ...messageCommands].flatMap((command) => [
    command.definition.name,
    ...Object.keys('buttons' in command ? (command.buttons ?? {}) : {}),
    ...Object.keys('menus' in command ? (command.menus ?? {}) : {}),
    ...Object.keys(command.forms ?? {}),
  ])
  expect([...named].toSorted()).toEqual([...new Set(all)].toSorted())
})

/** Who may not, and the word for it. */
const forbidden: readonly (readonly [Case, string])[] = [
  [['command', 'model', '', { options: { model: 'x' } }], strings.settings.mayNotChange],
  [['command', 'persona', ''], strings.settings.mayNotChange],
  [['command', 'persona', '', { options: { preset: 'concise' } }], strings.settings.mayNotChange],
  [['command', 'search', '', { options: { web: 'on' } }], strings.settings.mayNotChange],
  [['command', 'thinking', '', { options: { summary: 'show' } }], strings.settings.mayNotChange],
  [['form', 'persona:1', ''], strings.settings.mayNotChange],
  [['command', 'settings', '', { options: { subcommand: 'show' } }], strings.panel.mayNot],
  [['button', `settings-form:replies-server-${guild}`, ''], strings.panel.mayNot],
  [['button', 'settings-form:replies-server-1', '', manager], strings.panel.gone],
  [['select', 'settings-level:here', ''], strings.panel.mayNot],
  [['select', 'settings-channel:here', ''], strings.panel.mayNot],
  [['form', `settings:replies-server-${guild}`, ''], strings.panel.mayNot],
  [['button', `allow-today:${turn}`, ''], strings.allowances.moderatorsOnly],
  [['command', 'budget', '', { options: { subcommand: 'show' } }], strings.allowances.managersOnly],
  [['command', 'export', ''], strings.export.mayNotRead],
  [['command', 'forget', '', { options: { channel: true } }], strings.forget.notModerator],
  [['button', 'forget-own:1100000000000000012', ''], strings.press.notYours],
  [['button', `forget-channel:${channel}`, ''], strings.forget.notModerator],
  [['button', 'forget-channel:1100000000000000102', '', mayAll], strings.press.otherChannel],
  [
    ['button', `undo-new:${turn}`, '', { createdTimestamp: 60_001, message: { createdTimestamp: 0 } }],
    strings.newConversation.tooLate,
  ],
  [['button', `new-thread:${turn}`, ''], strings.thread.youMayNot],
]

describe('who may not is told so, privately and with nothing else', () => {
  test.each(forbidden.map(([one, word]) => [label(one), one, word] as const))('%s', async (_, one, word) => {
    const { done, sent, faults } = await send(one, failing)
    await done
    expect(sent()).toEqual([{ name: 'reply', isPrivate: true, content: word }])
    expect(faults).toEqual([])
  })
})

/** What does nothing that could fail. */
const harmless = [
  'forget',
  'help',
  'Ask about this',
  `forget-cancel:${ada}`,
  `position:${turn}`,
  `dismiss:${ada}`,
]
/** Its form opens empty where the settings cannot be read. */
const opensAnyway = (one: Case): boolean => one[2] === 'showModal'

describe('an error ends in one private word, and is logged once', () => {
  const able = cases.filter((one) => !harmless.includes(one[1]) && !opensAnyway(one))
  test.each(able.map((one) => [label(one), one] as const))('%s', async (_, one) => {
    const { done, sent, faults } = await send(one, failing)
    await done
    const words = sent().filter(({ content }) => content !== undefined)
    expect(words.map(({ content }) => content)).toEqual([strings.ourFault])
    expect(words[0]?.isPrivate || sent()[0]?.isPrivate).toBe(true)
    expect(faults).toEqual(['broken'])
  })
})

test('what was done is never apologised for when only its report failed', async () => {
  const done: Case = ['command', 'new', '', { fails: 'editReply' }]
  const { done: ended, sent, faults } = await send(done, async () => ({ settings: {} }))
  await ended
  expect(sent().map(({ name }) => name)).toEqual(['deferReply'])
  expect(faults).toEqual(['editReply failed'])
})

test('an interaction that cannot be acknowledged does nothing else', async () => {
  let called = 0
  const { done, sent, faults } = await send(['command', 'new', '', { fails: 'deferReply' }], async () => {
    called += 1
    return { settings: {} }
  })
  await done
  expect(called).toBe(0)
  expect(sent()).toEqual([{ name: 'reply', isPrivate: true, content: strings.ourFault }])
  expect(faults).toEqual(['deferReply failed'])
})

test.each([['stop:'], ['unknown:1'], ['forget-own'], ['ask-about'], ['__proto__:1']])(
  'a made-up custom id is let go: %s',
  async (customId) => {
    for (const kind of ['button', 'select', 'form'] as const) {
      const { done, sent, faults } = await send([kind, customId, ''], failing)
      await done
      expect([sent(), faults]).toEqual([[], []])
    }
  },
)

test.each([['ask-about:1'], ['ask-about:1-2'], ['ask-about:1-'], ['ask-about:x-99999999999999999999999']])(
  'a made-up form id fetches nothing, and is refused privately: %s',
  async (customId) => {
    const fake = fakeInteraction('form', customId)
    const { app, faults } = appOf(failing)
    const forgetful: App = {
      ...app,
      screens: app.screens,
      onFault: app.onFault,
      refuseAccess: app.refuseAccess,
      clock: app.clock,
      forms: { keep: () => undefined, take: () => undefined },
    }
    await createDispatch({ commands, messageCommands }, forgetful)(fake.interaction)
    expect(fake.sent.at(-1)).toEqual({ name: 'followUp', isPrivate: true, content: strings.askAbout.lost })
    expect(faults).toEqual([])
  },
)

test('suggestions come without waiting for Claude’s list of models', async () => {
  const fake = fakeInteraction('typing', 'model')
  const { app } = appOf(async () => Object.assign([], { get: () => ({ value: '' }) }))
  await createDispatch({ commands, messageCommands }, app)(fake.interaction)
  expect(fake.sent.map(({ name }) => name)).toEqual(['respond'])
})
