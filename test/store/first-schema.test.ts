import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { aClock } from './a-clock.ts'

const channel = (id: string) => ({ type: 'channel', id }) as const

const schema = readFileSync(new URL('./first-schema.sql', import.meta.url), 'utf8')

/** A store opened over a database that the first version wrote, and the way to change it before. */
const migrated = async (before: (sqlite: DatabaseSync) => void = () => {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  const path = join(folder, 'old.db')
  const sqlite = new DatabaseSync(path)
  sqlite.exec(schema)
  before(sqlite)
  sqlite.close()
  const open = () => openStore({ url: `file:${path}`, clock: aClock() })
  const store = await open()
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { store, path }
}

test('a database of the first version keeps every turn, file, setting, summary and chunk of text', async () => {
  const { store } = await migrated()
  const { headId } = await store.conversation('100')
  expect(await store.settingsOf([channel('100')])).toEqual([{ model: 'claude-test', persona: 'a pirate' }])
  expect(await store.path(headId ?? '')).toMatchObject([
    {
      text: 'What is in these?',
      revision: 0,
      quote: { author: 'Bob', text: 'quoted' },
      files: [
        { name: 'a.txt', mediaType: 'text/plain', size: 19 },
        { name: 'b.pdf', mediaType: 'application/pdf', size: 120_000 },
        { name: 'c.png', mediaType: 'image/png', size: 4 },
      ],
    },
    { text: 'half of it, and the rest', state: 'ended', thinking: 'hm', dollars: 0.25 },
    { text: 'And now?' },
    { text: 'so far', state: 'writing', running: { usage: { input: 10 } } },
  ])
  const contents = await store.fileContents(['id-2'])
  expect(new TextDecoder().decode(contents('id-2', 0))).toBe('some text of a file')
  expect(contents('id-2', 1)).toHaveLength(120_000)
  expect(await store.summaryAt(['id-2', 'id-3'])).toEqual({ turnId: 'id-3', text: 'a summary' })
  expect(await store.spent({ since: 0 })).toMatchObject({ requests: 1, dollars: 0.25 })
})

const earlier = (id: string, ordinal: number, settings: string): string =>
  `insert into conversation values ('${id}', ${ordinal}, '200', '${settings}', null, null, 1)`

test('what the newest conversation of a place had chosen becomes its settings; what an earlier one had does not', async () => {
  const { store } = await migrated((sqlite) => {
    sqlite.exec(earlier('c1', 10, '{"persona":"old","webSearch":true}'))
    sqlite.exec(
      earlier('c2', 11, '{"effort":"low","webSearch":false,"showThinking":true,"forgottenAt":5,"later":1}'),
    )
    sqlite.exec(`update conversation set settings = '{"model":"m"}' where id = 'id-1'`)
    sqlite.exec(
      `insert into conversation values ('c3', 12, '300', '{"model":"m"}', null, null, 1), ('c4', 13, '300', '{}', null, null, 1)`,
    )
  })
  const found = await store.settingsOf(['100', '200', '300'].map(channel))
  expect(found).toEqual([{ model: 'm' }, { effort: 'low', search: false, thinking: true }, {}])
  expect(await store.conversation('200')).toMatchObject({ id: 'c2', forgottenAt: 5 })
  expect(await store.conversation('100')).not.toHaveProperty('forgottenAt')
})

test('the settings of more places than are read at once all move', async () => {
  const { store } = await migrated((sqlite) => {
    for (let n = 0; n < 1_203; n++)
      sqlite.exec(
        `insert into conversation values ('n${n}', ${100 + n}, 'p${n}', '{"persona":"${n}"}', null, null, 1)`,
      )
  })
  const all = Array.from({ length: 1_203 }, (_, n) => channel(`p${n}`))
  for (const owner of all) expect(await store.settingsOf([owner])).toEqual([{ persona: owner.id.slice(1) }])
})

test('of the answers that were shown before, the newest of a conversation counts as having buttons', async () => {
  const { store } = await migrated((sqlite) => {
    sqlite.exec(`update turn set displayed = 1 where id = 'id-3'`)
    sqlite.exec(`update conversation set head_id = 'id-3'`)
  })
  const next = await store.addQuestion({
    ...{ place: '100', speaker: { id: '1', name: 'Ada' }, text: 'next', files: [], origin: 'next' },
  })
  const begun = await store.beginAnswer(next?.id ?? '', 'm')
  await store.confirmDisplayed(begun.id, 'newest')
  expect((await store.outdatedControls()).map(({ answerId }) => answerId)).toEqual(['id-3'])
})

test('what was spent before servers were stored counts to the person alone; allowances begin with nothing used', async () => {
  const { store } = await migrated()
  const all = { since: 0, until: Number.MAX_SAFE_INTEGER, timeZone: 'UTC' }
  const before = await store.usageByDay(all)
  expect(before).toMatchObject([{ requests: 1, dollars: 0.25 }])
  const [one] = before
  expect(await store.usageByDay({ ...all, speakerId: one?.speakerId ?? '' })).toEqual(before)
  expect(await store.usageByDay({ ...all, serverId: '100' })).toEqual([])
  expect(await store.reservations([])).toEqual([])
  expect(await store.allowances('100')).toEqual([])
})

test('files that were stored before they were described have an estimate of their tokens', async () => {
  const { store } = await migrated()
  const question = await store.turn('id-2')
  const tokens = question?.role === 'question' ? question.files.map((file) => file.tokens) : []
  expect(tokens).toEqual([10, 9000, 4784])
})

test('a migrated database goes on: answers are written on, files stored and forgotten', async () => {
  const { store } = await migrated()
  const writing = await store.turn('id-5')
  if (writing?.role !== 'answer') throw new Error('the answer is gone')
  await store.checkpoint(writing, 'so far, so good')
  expect(await store.turn('id-5')).toMatchObject({ text: 'so far, so good' })
  await store.removeQuestion('id-2')
  const contents = await store.fileContents(['id-2'])
  expect(contents('id-2', 0)).toBeUndefined()
})

/** What a row can hold after an odd event, another program or a later version; and whether it is lost by that. */
const oddities: readonly (readonly [what: string, odd: string, lost?: 'lost'])[] = [
  [
    'sources without an address',
    `update turn set sources = '[{"title":"T"},{"title":"U","url":"https://u"}]'`,
  ],
  ['a usage of nulls', `update turn set usage = '{"input":null,"output":null}' where role = 'answer'`],
  [
    'no JSON at all',
    `update turn set usage = 'x', sources = '{', timing = '', beside = 'null', failure = '['`,
  ],
  ['metadata of another shape', `update turn set beside = '{"older":{"type":"eaten"},"running":7}'`],
  ['an unknown state', `update turn set state = 'pondering' where id = 'id-3'`],
  ['a quote without its author', `update turn set quote = '{"where":"#x"}' where id = 'id-2'`],
  ['a text that is bytes', `update turn set text = x'00ff' where id = 'id-3'`, 'lost'],
  ['a time that is a word', `update turn set at = 'noon' where id = 'id-2'`, 'lost'],
  ['no role', `update turn set role = 'chorus' where id = 'id-2'`, 'lost'],
  ['settings that are no JSON', `update conversation set settings = 'none'`],
  ['a file without its bytes', 'delete from file where position = 1'],
]

const rows = oddities.map(([what, odd, lost]) => ({ what, odd, isLost: lost === 'lost' }))

test.each(rows)('a row with $what costs at most that row', async ({ odd, isLost }) => {
  const { store } = await migrated((sqlite) => sqlite.exec(odd))
  const { headId } = await store.conversation('100')
  const path = await store.path(headId ?? '')
  expect(path).toHaveLength(isLost ? 3 : 4)
  expect(path).toContainEqual(expect.objectContaining({ text: 'And now?' }))
  expect((await store.unfinished()).answers.map(({ id }) => id)).toContain('id-5')
  expect(JSON.stringify(path)).not.toContain('NaN')
  const added = await store.addQuestion({
    place: '100',
    speaker: { id: '1', name: 'Ada' },
    text: 'next',
    files: [],
    origin: 'next',
  })
  expect(added?.parentId).toBe(headId)
})

test('what an API leaves out is stored as missing, and read again', async () => {
  const { store } = await migrated()
  const writing = await store.turn('id-5')
  if (writing?.role !== 'answer') throw new Error('the answer is gone')
  const nothing = Number.NaN
  const usage = {
    input: nothing,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheRead: 0,
    output: nothing,
    thinking: 0,
    webSearches: 0,
  }
  const spending = { answerId: 'id-5', speakerId: '1', model: '', usage, dollars: nothing }
  await store.settle(writing, { text: 'so', sources: [], model: '', usage, dollars: nothing }, spending)
  expect(await store.turn('id-5')).toMatchObject({
    state: 'ended',
    dollars: null,
    usage: { input: 0, output: 0 },
  })
  expect(await store.spent({ since: 0 })).toMatchObject({ requests: 2, unpriced: 1, dollars: 0.25 })
})
