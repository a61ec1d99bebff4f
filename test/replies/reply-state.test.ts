import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance, asked, type Draft, type FinalDraft, fail } from '../../src/display/draft.ts'
import {
  type Beginning,
  type Effect,
  queued,
  type ReplyState,
  type SessionEvent,
  step,
} from '../../src/replies/reply-state.ts'

const stopped = { kind: 'stopped' } as const
const gone = { kind: 'screen-gone' } as const
const refused = { kind: 'bad-request' } as const
const first: Draft = asked('claude', 0)
const some: Draft = advance(first, { type: 'text-delta', text: 'Hi' }, 1)
const last: FinalDraft = {
  type: 'ended',
  written: fail(some, stopped, 2).written,
  stopReason: 'end_turn',
  endedAt: 2,
}
const brand: Beginning = { continues: false }
const again: Beginning = { continues: false, previous: last }

const states = {
  queued: queued(brand, 2),
  preparing: { type: 'preparing', draft: { type: 'queued', ahead: 0, people: [] }, isScreenLost: false },
  cancelled: {
    type: 'preparing',
    draft: { type: 'queued', ahead: 0, people: [] },
    isScreenLost: false,
    cancelled: stopped,
  },
  streaming: { type: 'streaming', draft: some, from: '' },
  unanswered: { type: 'streaming', draft: first, from: '' },
  finishing: { type: 'finishing', final: last, own: last, isStored: false, screen: 'behind', ends: 'new' },
  stored: { type: 'finishing', final: last, own: last, isStored: true, screen: 'behind', ends: 'new' },
  shown: { type: 'finishing', final: last, own: last, isStored: false, screen: 'shown', ends: 'new' },
  restoring: {
    type: 'finishing',
    final: last,
    own: last,
    isStored: true,
    screen: 'behind',
    ends: 'previous',
  },
  done: { type: 'done', final: last },
} as const satisfies Record<string, ReplyState>

const events = {
  moved: { type: 'moved', ahead: 1, people: ['1'] },
  turn: { type: 'turn' },
  summarising: { type: 'summarising', draft: first },
  begun: { type: 'begun', draft: first, from: '' },
  draft: { type: 'draft', draft: some },
  'last draft': { type: 'draft', draft: last },
  'refused draft': { type: 'draft', draft: fail(first, refused, 3) },
  failed: { type: 'failed', failure: { kind: 'internal' }, at: 3 },
  'too large': { type: 'failed', failure: { kind: 'too-large' }, at: 3 },
  cancelled: { type: 'cancelled', failure: stopped, at: 3 },
  shutdown: { type: 'cancelled', failure: { kind: 'shutdown' }, at: 3 },
  'screen lost': { type: 'screen-lost', failure: gone, at: 3 },
  stored: { type: 'stored' },
  'not stored': { type: 'not-stored' },
  shown: { type: 'shown' },
} as const satisfies Record<string, SessionEvent>

type Row = readonly [keyof typeof states, keyof typeof events, ReplyState['type'], readonly Effect['type'][]]

/** Every pair that is not listed changes nothing. */
const rows: readonly Row[] = [
  ['queued', 'moved', 'queued', ['show']],
  ['queued', 'turn', 'preparing', ['prepare']],
  ['queued', 'failed', 'finishing', ['abort', 'release']],
  ['queued', 'too large', 'finishing', ['abort', 'mark-unsendable', 'release']],
  ['queued', 'cancelled', 'finishing', ['abort', 'release']],
  ['queued', 'shutdown', 'finishing', ['abort', 'release']],
  ['queued', 'screen lost', 'finishing', ['abort', 'release']],
  ['preparing', 'summarising', 'preparing', ['show']],
  ['preparing', 'begun', 'streaming', ['stream']],
  ['preparing', 'failed', 'finishing', ['abort', 'release']],
  ['preparing', 'too large', 'finishing', ['abort', 'mark-unsendable', 'release']],
  ['preparing', 'cancelled', 'preparing', ['abort']],
  ['preparing', 'shutdown', 'preparing', ['abort']],
  ['preparing', 'screen lost', 'preparing', ['abort']],
  ['cancelled', 'begun', 'finishing', ['show', 'store-end']],
  ['cancelled', 'failed', 'finishing', ['abort', 'release']],
  ['cancelled', 'too large', 'finishing', ['abort', 'release']],
  ['cancelled', 'screen lost', 'preparing', []],
  ['streaming', 'draft', 'streaming', ['record', 'show']],
  ['streaming', 'last draft', 'finishing', ['show', 'store-end']],
  ['streaming', 'refused draft', 'finishing', ['mark-unsendable', 'show', 'store-end']],
  ['streaming', 'failed', 'finishing', ['abort', 'show', 'store-end']],
  ['streaming', 'too large', 'finishing', ['abort', 'show', 'store-end']],
  ['streaming', 'cancelled', 'finishing', ['abort', 'show', 'store-end']],
  ['streaming', 'shutdown', 'finishing', ['abort', 'show', 'store-end']],
  ['streaming', 'screen lost', 'finishing', ['abort', 'show', 'store-end']],
  ['unanswered', 'draft', 'streaming', ['record', 'show']],
  ['unanswered', 'last draft', 'finishing', ['show', 'store-end']],
  ['unanswered', 'refused draft', 'finishing', ['mark-unsendable', 'show', 'store-end']],
  ['unanswered', 'failed', 'finishing', ['abort', 'show', 'store-end']],
  ['unanswered', 'too large', 'finishing', ['abort', 'mark-unsendable', 'show', 'store-end']],
  ['unanswered', 'cancelled', 'finishing', ['abort', 'show', 'store-end']],
  ['unanswered', 'shutdown', 'finishing', ['abort', 'show', 'store-end']],
  ['unanswered', 'screen lost', 'finishing', ['abort', 'show', 'store-end']],
  ['finishing', 'stored', 'finishing', []],
  ['finishing', 'not stored', 'finishing', []],
  ['finishing', 'shown', 'finishing', []],
  ['finishing', 'screen lost', 'finishing', []],
  ['stored', 'shown', 'done', ['confirm', 'leave']],
  ['stored', 'screen lost', 'done', ['leave']],
  ['shown', 'stored', 'done', ['confirm', 'leave']],
  ['shown', 'not stored', 'done', ['leave']],
  ['restoring', 'shown', 'done', ['confirm', 'leave']],
  ['restoring', 'screen lost', 'done', ['confirm', 'leave']],
]

const keys = <Key extends string>(of: Readonly<Record<Key, unknown>>): readonly Key[] =>
  Object.keys(of).filter((key): key is Key => key in of)

for (const stateName of keys(states))
  test.each(keys(events))(`${stateName}: %s`, (eventName) => {
    const row = rows.find(([state, event]) => state === stateName && event === eventName)
    const next = step(states[stateName], events[eventName], brand)
    const found = { state: next.state.type, effects: next.effects.map(({ type }) => type) }
    expect(found).toEqual({ state: row?.[2] ?? states[stateName].type, effects: row?.[3] ?? [] })
    if (row === undefined) expect(next.state).toBe(states[stateName])
  })

const finalOf = ({ state }: { readonly state: ReplyState }): unknown =>
  state.type === 'finishing' ? state.final : undefined

test('a question that waits at a shutdown is said to be answered later, and keeps its place', () => {
  expect(finalOf(step(states.queued, events.shutdown, brand))).toMatchObject({
    failure: { kind: 'postponed' },
  })
  expect(finalOf(step(states.streaming, events.shutdown, brand))).toMatchObject({
    failure: { kind: 'shutdown' },
  })
})

test('a reply that never begins brings the previous answer back', () => {
  const { state, effects } = step(queued(again), events.cancelled, again)
  expect(state).toMatchObject({ type: 'finishing', ends: 'previous', final: last })
  expect(effects.map(({ type }) => type)).toEqual(['abort', 'restore'])
})

test('a refusal behind the text of an earlier request is not taken for a refused question once text was added', () => {
  const draft = fail(some, refused, 3)
  const { effects } = step({ type: 'streaming', draft: first, from: '' }, { type: 'draft', draft }, brand)
  expect(effects.map(({ type }) => type)).toEqual(['show', 'store-end'])
})

/** Carries out effects as the runner does, one at a time in a random order, while other events come in between. */
const run = (beginning: Beginning, choices: readonly number[], outside: readonly SessionEvent[]) => {
  let state = queued(beginning)
  const carried: Effect['type'][] = []
  const waiting: SessionEvent[] = [events.turn]
  const strangers = [...outside]
  let screen: 'open' | 'closed' = 'open'
  const send = (event: SessionEvent): void => {
    const next = step(state, event, beginning)
    state = next.state
    for (const effect of next.effects) {
      carried.push(effect.type)
      if (effect.type === 'prepare') waiting.push(events.begun)
      if (effect.type === 'stream') waiting.push(events.draft, events['last draft'])
      if (['store-end', 'release', 'restore'].includes(effect.type)) waiting.push(events.stored)
      const shows =
        effect.type === 'release' ||
        effect.type === 'restore' ||
        (effect.type === 'show' && state.type === 'finishing')
      if (shows && screen === 'open') waiting.push(events.shown)
    }
  }
  for (const choice of choices) {
    const stranger = choice % 3 === 0 ? strangers.shift() : undefined
    const event = stranger ?? waiting.shift()
    if (event?.type === 'screen-lost') screen = 'closed'
    if (event) send(event)
  }
  while (waiting.length > 0) send(waiting.shift() ?? events.turn)
  return { state, carried }
}

test('whatever comes in between, a reply ends once: one end is stored, one leave, and Claude is asked at most once', () => {
  const outside = fc.array(
    fc.constantFrom(
      events.cancelled,
      events.shutdown,
      events['screen lost'],
      events.moved,
      events.summarising,
    ),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.nat(5), { maxLength: 20 }),
      outside,
      (isAgain, choices, strangers) => {
        const { state, carried } = run(isAgain ? again : brand, choices, strangers)
        const count = (...types: readonly Effect['type'][]) =>
          carried.filter((type) => types.includes(type)).length
        expect(state.type).toBe('done')
        expect(count('store-end', 'release', 'restore')).toBe(1)
        expect(count('leave')).toBe(1)
        expect(count('stream')).toBeLessThanOrEqual(1)
        expect(count('confirm')).toBeLessThanOrEqual(1)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('Claude is aborted as soon as nobody can see the reply', () => {
  for (const name of ['queued', 'preparing', 'streaming', 'unanswered'] as const)
    expect(step(states[name], events['screen lost'], brand).effects[0]).toEqual({
      type: 'abort',
      failure: gone,
    })
})

test('a reply that is forgotten before its answer begins does not bring the previous answer back', () => {
  const { state, effects } = step(
    queued(again),
    { type: 'cancelled', failure: { kind: 'forgotten' }, at: 3 },
    again,
  )
  expect(effects.map(({ type }) => type)).toEqual(['abort', 'release'])
  expect(state).toMatchObject({ final: { type: 'failed', written: { text: '' } }, ends: 'nothing' })
})
