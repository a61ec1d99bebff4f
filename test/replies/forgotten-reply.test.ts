import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { openStore } from '../../src/store/open-store.ts'
import { slowly, stageOf } from '../commands/stage.ts'
import { type BotWorld, type BotWorldOptions, people, places, startBotWorld } from '../world/bot-world.ts'

/** All texts in the database, those of growing answers too. */
const stored = ({ database }: BotWorld): string => {
  const db = new DatabaseSync(database, { readOnly: true })
  const rows = [...db.prepare('select * from turn').all(), ...db.prepare('select * from text_chunk').all()]
  db.close()
  return JSON.stringify(rows)
}

const stageIn = async (openStore?: BotWorldOptions['openStore']) => {
  const world = await startBotWorld({
    environment: { QUOTE_QUESTION: 'on' },
    ...(openStore && { openStore }),
  })
  world.claude.setSpeed(1)
  const stage = stageOf(() => world)
  const shown = (words: string) =>
    world.discord.until(() =>
      world.discord.messages(places.general).find(({ content }) => content.includes(words)),
    )
  return { ...stage, world, shown, forget: () => stage.forget('own') }
}

test('a reply that grows while its question is forgotten leaves no text on the screen or in the store', async () => {
  const { world, ask, shown, forget, ended, lastRequest } = await stageIn()
  world.claude.next(slowly('word '.repeat(400)), text('After.'))
  ask('my rhubarb')
  const growing = await shown('word')
  await expect.poll(() => stored(world)).toContain('word')
  await forget()
  await world.discord.until(() => world.discord.message(growing.id)?.content.startsWith('-# The question'))
  const after = world.discord.message(growing.id)
  expect(after?.content).not.toMatch(/word|rhubarb|⚠️/)
  expect(after?.components).toEqual([])
  await expect.poll(() => stored(world)).not.toMatch(/word|rhubarb/)
  ask('and now?', places.general, people.grace)
  await ended('After.')
  expect(lastRequest()).not.toMatch(/word|rhubarb/)
  await world.close()
})

test('an answer that is written anew while its question is forgotten does not come back', async () => {
  const { world, ask, shown, forget, ended, press } = await stageIn()
  world.claude.next(text('First basil.'), slowly('word '.repeat(400)))
  ask('my rhubarb')
  const first = await ended('First basil.')
  press(first, 'regenerate')
  await shown('word')
  await forget()
  await world.discord.until(() => world.discord.message(first.id)?.content.startsWith('-# The question'))
  expect(world.discord.message(first.id)?.content).not.toMatch(/word|rhubarb|basil/)
  await expect.poll(() => stored(world)).not.toMatch(/word|rhubarb|basil/)
  await world.close()
})

test('an answer that waits to be written anew while its question is forgotten leaves the store too', async () => {
  const { world, ask, shown, forget, ended, press } = await stageIn()
  world.claude.next(text('First basil.'), slowly('word '.repeat(400)))
  ask('my rhubarb')
  const first = await ended('First basil.')
  ask('a long story')
  await shown('word')
  press(first, 'regenerate')
  await world.discord.until(() => world.discord.message(first.id)?.content.includes('Queued'))
  await forget()
  await expect.poll(() => stored(world)).not.toMatch(/rhubarb|basil/)
  await world.close()
})

/** A store in which an ordinary write can be made to wait for one that forgets, or the other way around. */
const orderedStore = (first: 'forgetSpeaker' | 'asking') => {
  const begun = Promise.withResolvers<void>()
  const forgotten = Promise.withResolvers<void>()
  const open: typeof openStore = async (options) => {
    const store = await openStore(options)
    return {
      ...store,
      addQuestion: async (...given) => {
        const question = await store.addQuestion(...given)
        if (first === 'forgetSpeaker' && question?.text === 'my rhubarb') {
          begun.resolve()
          await forgotten.promise
        }
        return question
      },
      forgetSpeaker: async (speakerId) => {
        if (first === 'asking') await begun.promise
        const count = await store.forgetSpeaker(speakerId)
        forgotten.resolve()
        return count
      },
    }
  }
  return { open, begun }
}

test('a question that is forgotten just as it is stored ends as one that was deleted', async () => {
  const { open, begun } = orderedStore('forgetSpeaker')
  const { world, ask, shown, forget, requests } = await stageIn(open)
  ask('my rhubarb')
  await begun.promise
  await forget()
  expect((await shown('The question was deleted')).content).not.toMatch(/rhubarb|⚠️/)
  expect(requests()).toEqual([])
  expect(world.log()).not.toContain('"level":50')
  await world.close()
})

test('a question that comes while the others of its asker are deleted is ended with them', async () => {
  const { open, begun } = orderedStore('asking')
  const { world, ask, shown, told, press } = await stageIn(open)
  world.claude.next(slowly('word '.repeat(400)))
  const offer = await told(
    world.discord.runCommand({
      ...{ channelId: places.general, userId: people.ada, name: 'forget', options: {} },
    }),
  )
  press(offer, 'forget-own')
  ask('my rhubarb')
  const growing = await shown('word')
  begun.resolve()
  await world.discord.until(() => world.discord.message(growing.id)?.content.startsWith('-# The question'))
  await expect.poll(() => stored(world)).not.toMatch(/word|rhubarb/)
  await world.close()
})
