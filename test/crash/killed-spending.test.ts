import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { textTokens } from '../../src/conversation/tokens.ts'
import { money } from '../../src/display/footer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { slowly } from '../commands/stage.ts'
import { people, places } from '../world/bot-world.ts'
import { startChildWorld } from './child-world.ts'

const sums = z.object({ requests: z.number(), tokens: z.number(), output: z.number(), dollars: z.number() })

/** What the database says was spent in all. */
const spentIn = (file: string): z.infer<typeof sums> => {
  const db = new DatabaseSync(file, { readOnly: true })
  const row = db
    .prepare(
      `select count(*) requests, sum(input + cache_write_5m + cache_write_1h + cache_read) tokens,
        sum(output) output, sum(dollars) dollars from spending`,
    )
    .get()
  db.close()
  return sums.parse(row)
}

/** What a reply's footer says was spent. */
const footerOf = ({ content }: Message) => {
  const [, tokens = '', output = '', dollars = ''] =
    /-# claude-\S+ · ([\d,]+) in.* · (~?[\d,]+) out · (~?(?:\$[\d.]+|[\d.]+ ¢))/.exec(content) ?? []
  return { tokens, output, dollars }
}

const inWords = ({ tokens, output, dollars }: z.infer<typeof sums>) => ({
  tokens: tokens.toLocaleString('en'),
  output: `~${output.toLocaleString('en')}`,
  dollars: `~${money(dollars)}`,
})

test('a request that a kill cut off is counted, its output by the text that is kept; Continue adds to it', async () => {
  const world = await startChildWorld({ claude: { speed: 1 } })
  const { discord, claude, database: file } = world
  onTestFinished(world.close)
  /** Kills the bot once so much of the text is stored, and starts it again. */
  const killAfter = async (length: number): Promise<void> => {
    const db = new DatabaseSync(file, { readOnly: true })
    const stored = () =>
      Number(db.prepare('select coalesce(max(start + size), 0) n from text_chunk').get()?.['n'])
    while (stored() < length) await wait(20)
    db.close()
    await world.killAndStart()
  }
  const interrupted = (requests: number) =>
    discord.until(() =>
      discord
        .messages(places.general)
        .find(({ content }) => content.includes('Interrupted') && spentIn(file).requests === requests),
    )

  claude.next(slowly('word '.repeat(800)), slowly('more '.repeat(800)))
  const options = { prompt: 'Tell me' }
  discord.runCommand({ channelId: places.general, userId: people.ada, name: 'ask', options })
  await killAfter(100)
  const first = await interrupted(1)
  expect(footerOf(first)).toEqual(inWords(spentIn(file)))
  const once = spentIn(file)
  expect(once.output).toBeGreaterThan(10)

  const customId = /continue:[\w-]+/.exec(JSON.stringify(first.components))?.[0] ?? ''
  discord.click({ messageId: first.id, customId, userId: people.ada })
  await discord.until(() => discord.message(first.id)?.content.includes('more'))
  await killAfter(first.content.indexOf('\n') + 100)
  const second = await interrupted(2)
  expect(footerOf(second)).toEqual(inWords(spentIn(file)))
  // What was there before is not counted a second time.
  const [added = ''] = /more[more ]*/.exec(second.content) ?? []
  expect(Math.abs(spentIn(file).output - once.output - textTokens(added))).toBeLessThanOrEqual(2)
})
