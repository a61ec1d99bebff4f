import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Claude, ClaudeRequest } from '../../src/conversation/claude.ts'
import type { Store } from '../../src/conversation/store.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { createFitToWindow } from '../../src/replies/context-window.ts'
import { answer, aStore, ask } from '../store/a-store.ts'

const leaves = 'Leaves of the forest fall. '.repeat(40)

/** Four characters to a token. */
const countTokens: Claude['countTokens'] = async ({ messages }) => JSON.stringify(messages).length / 4

/** A Claude that sums up whatever it is sent, and lets something happen in the middle of it. */
const summarising = (meanwhile: (n: number) => Promise<unknown>) => {
  const requests: ClaudeRequest[] = []
  const reply: Claude['reply'] = async function* (request) {
    requests.push(request)
    const n = requests.length
    const words = JSON.stringify(request.messages).includes('rhubarb')
      ? 'They like rhubarb.'
      : 'They like leaves.'
    yield { type: 'reply-start', id: 'm', model: request.model, usage: { ...noUsage, input: 9 } }
    await meanwhile(n)
    yield { type: 'text-delta', text: words }
    yield { type: 'reply-end', stopReason: 'end_turn', usage: { ...noUsage, input: 9, output: 3 } }
  }
  return { requests, claude: { reply, countTokens } }
}

const aConversation = async (store: Store) => {
  const secret = await ask(store, { text: `My secret is rhubarb. ${leaves}` })
  await answer(store, secret.id, 'Noted.')
  const bob = { id: 'b', name: 'Bob' }
  const second = await ask(store, { speaker: bob, text: leaves })
  await answer(store, second.id, 'Fine.')
  const last = await ask(store, { speaker: bob, text: `And now? ${leaves}` })
  return { secret, last }
}

const options = { model: 'm', maxTokens: 100, system: '', webSearch: false, showThinking: false }

const fitted = async (
  store: Store,
  claude: Pick<Claude, 'reply' | 'countTokens'>,
  lastId: string,
  whole = Number.POSITIVE_INFINITY,
) => {
  const spent: unknown[] = []
  const toFit = createFitToWindow({
    claude,
    store,
    clock: systemClock,
    contextTokens: 1000,
    onFault: () => {},
  })
  const turns = await store.path(lastId)
  const result = await toFit(
    { turns, whole },
    { options, contextTokens: 1200 },
    new AbortController().signal,
    {
      summarising: () => {},
      hold: async ({ maxTokens }) => maxTokens,
      used: async (usage) => void spent.push(usage),
    },
  )
  const summary = await store.summaryAt((await store.path(lastId)).map(({ id }) => id))
  return { result, summary, spent }
}

const changes: readonly (readonly [string, (store: Store, questionId: string) => Promise<unknown>])[] = [
  ['its author has everything forgotten', (store) => store.forgetSpeaker('a')],
  ['it is deleted', (store, id) => store.removeQuestion(id)],
  ['it is edited', (store, id) => store.editQuestion(id, `My secret is nothing. ${leaves}`)],
]

test.each(changes)(
  'if %s while it is summed up, its words are neither stored nor sent',
  async (_, change) => {
    const { store } = await aStore()
    const { secret, last } = await aConversation(store)
    const { claude, requests } = summarising(async (n) => n === 1 && change(store, secret.id))
    const { result, summary, spent } = await fitted(store, claude, last.id)
    expect(JSON.stringify(requests[0])).toContain('rhubarb')
    expect(JSON.stringify({ result, summary, later: requests.slice(1) })).not.toContain('rhubarb')
    expect(result.sent.at(-1)?.id).toBe(last.id)
    expect(spent).toHaveLength(requests.length)
  },
)

test('if it changes again and again, older turns are left out instead of summed up without end', async () => {
  const { store } = await aStore()
  const { secret, last } = await aConversation(store)
  const { claude, requests } = summarising((n) => store.editQuestion(secret.id, `rhubarb ${n} ${leaves}`))
  const { result, summary, spent } = await fitted(store, claude, last.id)
  expect(requests).toHaveLength(3)
  expect(spent).toHaveLength(3)
  expect(summary).toBeNull()
  expect(result.sent.map(({ id }) => id)).toContain(last.id)
  expect(JSON.stringify(result)).not.toContain('rhubarb')
})

test('if nothing changes, the summary is stored and sent', async () => {
  const { store } = await aStore()
  const { last } = await aConversation(store)
  const { claude } = summarising(async () => {})
  const { result, summary, spent } = await fitted(store, claude, last.id)
  expect(summary).toMatchObject({ text: 'They like rhubarb.' })
  expect(result).toMatchObject({ summary: 'They like rhubarb.', older: { type: 'summarised' } })
  expect(spent).toMatchObject([{ usage: { input: 9, output: 3 } }])
})

test('around a reply that is not finished, a summary is sent but not kept: later it would stand for that reply too', async () => {
  const { store } = await aStore()
  const { last } = await aConversation(store)
  const { claude } = summarising(async () => {})
  const { result, summary, spent } = await fitted(store, claude, last.id, 1)
  expect(result).toMatchObject({ summary: 'They like rhubarb.', older: { type: 'summarised' } })
  expect(summary).toBeNull()
  expect(spent).toHaveLength(1)
})
