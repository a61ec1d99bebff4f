import { expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { stageOf } from '../commands/stage.ts'
import { startBotWorld } from '../world/bot-world.ts'

test('how long Claude thought is counted while it thinks, stands above the answer, and is remembered with it', async () => {
  const world = await startBotWorld({ speed: 1 })
  const { ask, ended, messages, press } = stageOf(() => world)
  const counted = new Set<string>()
  world.discord.onEvent(() => {
    const line = /^-# Thinking… \d+ s/m.exec(messages().at(-1)?.content ?? '')
    if (line) counted.add(line[0])
  })
  const thinking = { type: 'thinking', text: 'Leaves and roots. '.repeat(25) } as const
  world.claude.next(
    { type: 'reply', say: [thinking, { type: 'text', text: 'Roots.' }], pace: { tokensPerSecond: 25 } },
    text('Leaves.'),
  )
  ask('leaves or roots?')
  const first = await ended('Roots.')
  expect(counted.size).toBeGreaterThan(1)
  expect(first.content).toMatch(/^-# 💭 Thought for [3-9] s\nRoots\.\n/)
  press(first, 'regenerate')
  const second = await ended('Leaves.')
  expect(second.content).not.toContain('Thought')
  await world.restart()
  press(second, 'previous')
  expect((await ended('Roots.')).content).toBe(first.content)
  await world.close()
})
