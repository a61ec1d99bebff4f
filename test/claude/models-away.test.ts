import { expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { serverError } from '../../src/sandbox/claude/errors.ts'
import type { ModelsFault } from '../../src/sandbox/claude/start-claude.ts'
import { stageOf } from '../commands/stage.ts'
import { people, places, startBotWorld } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'

test.each<readonly [string, ModelsFault]>([
  ['fails', serverError()],
  ['never answers', { type: 'no-answer' }],
  ['does not exist', { type: 'raw', status: 404, body: '{"detail":"Not Found"}' }],
  [
    'is a web page',
    { type: 'raw', status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Hi</p>' },
  ],
  ['is cut', { type: 'hang-up' }],
])('a list of models that %s delays neither a start, nor a question, nor /model', async (_, models) => {
  const clock = createScaledClock(20)
  const world = await startBotWorld({ clock, claude: { models } })
  try {
    const { ask, ended } = stageOf(() => world)
    clock.setSpeed(1)
    for (const answer of ['One.', 'Two.']) {
      world.claude.next(text(answer))
      ask('Say a number')
      await ended(answer)
    }
    const options = { channelId: places.general, userId: people.ada }
    const typed = world.discord.autocomplete({
      ...options,
      name: 'model',
      options: { model: 'son' },
      focused: 'model',
    })
    await world.discord.answered(typed)
    const chosen = world.discord.runCommand({ ...options, name: 'model', options: { effort: 'high' } })
    expect(await world.discord.answered(chosen)).toMatchObject({ type: 'acknowledged' })
    const listed = world.claude.requests().filter(({ path }) => path === '/v1/models')
    expect(listed).toHaveLength(1)
    // Nobody has waited for it: a request that is never answered is still open.
    if (models.type === 'no-answer') expect(listed[0]?.outcome).toBe('open')
    else expect(world.log().match(/does not list its models/g)).toHaveLength(1)
  } finally {
    await world.close()
  }
})
