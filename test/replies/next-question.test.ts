import { expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { slow, stageIn } from '../discord/messages/stage.ts'
import { troubledStore } from '../soak/troubled-store.ts'
import { people, places, startBotWorld } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'

const refusal = {
  type: 'error',
  status: 400,
  error: { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' },
} as const

/** Claude refuses every request that has this word in it, as it does with a broken file. */
const refusing = (word: string) => ({
  answer: (asked: unknown) => (JSON.stringify(asked).includes(word) ? refusal : text('Fine.')),
})

test('after a question that Claude refuses, the next person in the channel is answered', async () => {
  const world = await startBotWorld({ claude: refusing('poison') })
  const stage = stageIn(() => world)
  stage.say(stage.mention('poison'))
  await stage.seen('content filtering')
  stage.say(stage.mention('something else'), { userId: people.grace })
  await stage.seen('Fine.')
  expect(stage.asked()).not.toContain('poison')
  await world.close()
})

test('a question that Claude takes at last is in the history again', async () => {
  const bad = { refuses: true }
  const world = await startBotWorld({
    claude: {
      answer: (asked) => (bad.refuses && JSON.stringify(asked).includes('poison') ? refusal : text('Fine.')),
    },
  })
  const stage = stageIn(() => world)
  stage.say(stage.mention('poison'))
  const refused = await stage.seen('content filtering')
  bad.refuses = false
  stage.press('retry', refused)
  await stage.replies(1)
  stage.say(stage.mention('something else'))
  await stage.replies(2)
  expect(stage.asked()).toContain('poison')
  await world.close()
})

test('a message that cannot be stored is declined in words, also when it would join one that waits', async () => {
  const clock = createScaledClock(1)
  const store = troubledStore(clock)
  const world = await startBotWorld({ clock, openStore: store.open, speed: 1 })
  const stage = stageIn(() => world)
  world.claude.next({ ...text('A long first answer '.repeat(30)), pace: slow })
  stage.say(stage.mention('one'))
  await stage.seen('▌')
  stage.say(stage.mention('two'))
  await stage.seen('ueued')
  store.fail('locked', 600_000)
  stage.say(stage.mention('three'))
  await stage.seen('save anything')
  expect(stage.contents(places.general).filter((each) => each.includes('save anything'))).toHaveLength(1)
  await world.close()
})
