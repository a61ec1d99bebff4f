import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { people, places } from '../world/bot-world.ts'
import { type ChildWorld, startChildWorld } from './child-world.ts'

let world: ChildWorld

beforeEach(async () => {
  world = await startChildWorld()
  // A process starts slowly where others use the processor.
}, 120_000)
afterEach(() => world.close())

const cases = [
  ['thread', { prompt: 'two and two?' }, 'before'],
  ['ask', { prompt: 'two and two?', thread: true }, 'after'],
] as const

test.each(cases)(
  'killed while the thread of /%s is opened, the question is answered by the next start',
  async (name, options, moment) => {
    const { discord, claude } = world
    await new Promise<void>((resolve) => {
      const isOpening = ({ method, path }: { method: string; path: string }): boolean => {
        const opens = method === 'POST' && path.endsWith('/threads')
        if (opens) resolve()
        return opens
      }
      discord.fault({ trouble: { type: 'silence', moment }, when: isOpening })
      discord.runCommand({ channelId: places.general, userId: people.ada, name, options })
    })
    await world.killAndStart(() => claude.next(text('Four.')))
    const find = () => discord.messages(places.general).find(({ content }) => content.includes('Four.'))
    await discord.until(find)
    expect(JSON.stringify(claude.requests().at(-1)?.body)).toContain('two and two?')
  },
)
