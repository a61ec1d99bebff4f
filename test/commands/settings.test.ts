import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Reply, text } from '../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { givingStage } from './settings-stage.ts'

let world: BotWorld
const { run, said, asks, last, ended, press, shows, messages } = givingStage(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const grace = { userId: people.grace }

describe('/model', () => {
  test('offers the models of the list with their prices', async () => {
    const act = world.discord.autocomplete({
      channelId: places.general,
      userId: people.ada,
      name: 'model',
      options: { model: 'opus' },
      focused: 'model',
    })
    const state = await world.discord.answered(act)
    expect(state.type === 'acknowledged' && state.choices).toEqual([
      { name: 'Claude Opus 5.5 · $4 in / $20 out per million tokens', value: 'claude-opus-5-5' },
    ])
  })

  test('changes the model and effort of this channel and of no other', async () => {
    const told = await said(run('model', { model: 'claude-opus-5-5', effort: 'high' }))
    expect(told).toContain('**Claude Opus 5.5** (effort: high)')
    expect(await asks('Hi')).toContain('claude-opus-5-5')
    expect(last()).toContain('"effort":"high"')
    expect(await asks('Hi', places.questions)).toContain('claude-sonnet-5-5')
    expect(last()).not.toContain('effort')
  })

  test('outlasts /new and a restart, and tells what holds when asked without a choice', async () => {
    await said(run('model', { model: 'claude-haiku-5-5' }))
    await said(run('new'))
    await world.restart()
    expect(await asks('Hi')).toContain('claude-haiku-5-5')
    expect(await said(run('model'))).toMatch(/Claude Haiku 5\.5.*\$0\.1 .*\$0\.5 .*200,000.*16,000/)
  })

  test('refuses a model or effort that there is not, in words', async () => {
    expect(await said(run('model', { model: 'gpt-9' }))).toContain('don’t know “gpt-9”')
    await said(run('model', { model: 'claude-haiku-4-5' }))
    expect(await said(run('model', { effort: 'max' }))).toContain('can’t set the effort')
    expect(await asks('Hi')).toContain('claude-haiku-4-5')
  })
})

describe('/persona', () => {
  test('gives Claude a ready manner in this channel alone, until it is taken away', async () => {
    await said(run('persona', { preset: 'teacher' }))
    await asks('Hi')
    expect(last()).toContain('Be a patient teacher.')
    await asks('Hi', places.questions)
    expect(last()).not.toContain('Be a patient teacher.')
    await said(run('persona', { preset: 'none' }))
    await asks('Hi again')
    expect(last()).not.toContain('Be a patient teacher.')
  })

  test('takes one’s own words in a form, and offers them again to be changed', async () => {
    const form = async (persona: string) => {
      const act = run('persona')
      const state = await world.discord.answered(act)
      const shown = JSON.stringify(state)
      return [shown, await said(world.discord.submitModal({ interactionId: act.id, values: { persona } }))]
    }
    const [, told] = await form('Speak like a gardener.')
    expect(told).toContain('Speak like a gardener.')
    await asks('Hi')
    expect(last()).toContain('Speak like a gardener.')
    const [shown] = await form('')
    expect(shown).toContain('"value":"Speak like a gardener."')
    await asks('Hi again')
    expect(last()).not.toContain('gardener')
  })
})

test.each([
  ['persona', { preset: 'teacher' }],
  ['search', { web: 'on' }],
  ['thinking', { summary: 'show' }],
] as const)('/%s is offered only to those who manage messages', async (name, options) => {
  expect(() => run(name, options, grace)).toThrow('may not use')
})

test('everybody can ask for the model; only moderators can change it', async () => {
  expect(await said(run('model', {}, grace))).toContain('Claude Sonnet 5.5')
  expect(await said(run('model', { model: 'claude-opus-5-5' }, grace))).toContain('don’t have permission')
  expect(await asks('Hi')).toContain('claude-sonnet-5-5')
})

describe('/search', () => {
  test('lets Claude search in this channel; sources are numbered links, the price is in the footer', async () => {
    expect(await said(run('search', { web: 'on' }))).toContain('(1 ¢ per search')
    const shown = await asks('Search the web for tides')
    expect(shown).toContain('\\[1] [Tides explained](<https://example.com/tides>)')
    expect(shown).toContain('\\[2] [The Moon, a field guide](<https://example.org/moon?page=2>)')
    expect(shown).toMatch(/2 searches · [2-9](?:\.\d)? ¢/)
    await asks('Search the web for tides', places.questions)
    expect(last()).not.toContain('web_search')
    await said(run('search', { web: 'off' }))
    await asks('Search the web for tides')
    expect(last()).not.toContain('web_search_2')
  })
})

describe('/thinking', () => {
  const thoughtful: Reply = {
    type: 'reply',
    say: [
      { type: 'thinking', text: `First ||the|| \`leaves\`.\n${'Then the roots. '.repeat(100)}` },
      { type: 'text', text: 'Water it less.' },
    ],
  }

  test('shows a bounded summary above the text, in a spoiler, and keeps it out of the history', async () => {
    await said(run('thinking', { summary: 'show' }))
    world.claude.next(thoughtful)
    const shown = await asks('Why do the leaves turn yellow?')
    const [line = '', ...rest] = shown.split('\n')
    expect(line).toMatch(/^-# 💭 (?:Thought for \d+ s )?\|\|First the leaves \. Then the roots\. .*…\|\|$/)
    expect([...line].length).toBeLessThan(640)
    expect(rest[0]).toBe('Water it less.')
    await asks('And now?')
    expect(last()).not.toContain('roots')
  })

  test('is there again when one steps back to its answer, when it is gone on with, and after a restart', async () => {
    await said(run('thinking', { summary: 'show' }))
    world.claude.next({ ...thoughtful, stopReason: 'max_tokens' }, text(' And less light.'), text('Another.'))
    await asks('Why?')
    press(await ended('Water it less.'), 'continue')
    const whole = await ended('Water it less. And less light.')
    expect(whole.content).toMatch(/^-# 💭 (?:Thought for \d+ s )?\|\|First the leaves/)
    press(whole, 'regenerate')
    const other = await ended('Another.')
    expect(other.content).not.toContain('💭')
    await world.restart()
    press(other, 'previous')
    await shows(other.id, 'Water it less. And less light.')
    expect(messages().find(({ id }) => id === other.id)?.content).toBe(whole.content)
  })

  test('is hidden if nobody wants it', async () => {
    world.claude.next(thoughtful)
    expect(await asks('Why?')).toMatch(/^Water it less\./)
  })
})

test('a thread follows its channel until it has chosen for itself', async () => {
  await said(run('model', { model: 'claude-haiku-5-5' }))
  run('thread', { prompt: 'Hi' })
  const { id: threadId } = await world.discord.until(() =>
    world.discord.channels().find(({ type }) => type === 11),
  )
  await ended('claude-haiku-5-5', threadId)
  await said(run('model', { model: 'claude-opus-5-5' }))
  expect(await asks('Hi again', threadId)).toContain('claude-opus-5-5')
  await said(run('model', { model: 'claude-haiku-5-5' }, { channelId: threadId }))
  expect(await asks('And again', threadId)).toContain('claude-haiku-5-5')
  expect(await asks('Hi')).toContain('claude-opus-5-5')
})

describe('the operator', () => {
  const restartWith = async (environment: Record<string, string>) => {
    await world.close()
    world = await startBotWorld({ environment })
  }

  test('decides what may be chosen', async () => {
    await restartWith({ ALLOWED_MODELS: 'claude-haiku-5-5' })
    expect(await said(run('model', { model: 'claude-opus-5-5' }))).toContain('don’t know “claude-opus-5-5”')
    await said(run('model', { model: 'claude-haiku-5-5' }))
    expect(await asks('Hi')).toContain('claude-haiku-5-5')
  })

  test('fixes settings', async () => {
    await restartWith({ FIXED_SETTINGS: 'model search', WEB_SEARCH: 'on' })
    expect(await said(run('search', { web: 'off' }))).toContain('has fixed this setting')
    expect(await said(run('model', { model: 'claude-opus-5-5' }))).toContain('has fixed this setting')
    expect(await asks('Hi')).toContain('claude-sonnet-5-5')
    expect(last()).toContain('web_search_2')
  })
})

test('is all said in Japanese to whom Discord is Japanese', async () => {
  const told = await said(run('model', { model: 'claude-opus-5-5' }, { userId: people.aoi }))
  expect(told).toContain('権限がありません')
})

test('what was done is not apologised for when only its report fails', async () => {
  const unknownMessage = { code: 10_008, message: 'Unknown Message' }
  world.discord.fault({
    route: 'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original',
    trouble: { type: 'answer', status: 404, body: unknownMessage },
    times: 1,
  })
  run('search', { web: 'on' })
  await world.discord.until(() => world.discord.requests().some(({ status }) => status === 404))
  await asks('Search the web for tides')
  expect(last()).toContain('web_search_2')
  expect(world.discord.messages(places.general).some(({ content }) => content.includes('went wrong'))).toBe(
    false,
  )
})
