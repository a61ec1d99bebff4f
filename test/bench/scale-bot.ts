import { fork } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type ChatInputCommandInteraction, type Client, Events, type Interaction } from 'discord.js'
import { z } from 'zod'
import { createPacing } from '../../src/discord/rest/pacing.ts'
import { mean } from './markdown.ts'
import { measure } from './measure.ts'
import { sharedClock as clock } from './shared-clock.ts'
import { logIn } from './stage.ts'
import { llmStream } from './strategies/llm-stream.ts'
import type { Strategy } from './strategies/strategy.ts'
import { tendril } from './strategies/tendril.ts'
import { end, type Trace, trace } from './traces.ts'
import { gather, isOf } from './watch.ts'
import { channelIds } from './world.ts'
import { createWriter, type Writer } from './writer.ts'

/** So many streams at once in a bot of its own process; prints one line of JSON. Needs `--expose-gc`. */
const [count = 1, strategy = 'Tendril', what = 'time'] = [Number(process.argv[2]), ...process.argv.slice(3)]

const sightSchema = z.object({
  at: z.number(),
  sentAt: z.number(),
  strings: z.number(),
  letters: z.number(),
  hasFooter: z.boolean(),
  bucket: z.string().exactOptional(),
  remaining: z
    .number()
    .nullable()
    .transform((value) => value ?? Infinity),
  resetAfter: z.number(),
})
const readySchema = z.object({ type: z.literal('ready'), url: z.string(), token: z.string() })
const notedSchema = z.object({
  type: z.literal('noted'),
  noted: z.array(z.object({ path: z.string(), isRefused: z.boolean(), sight: sightSchema.optional() })),
})

type Stream = {
  readonly channelId: string
  readonly token: string
  readonly writer: Writer
  readonly done: Promise<void>
}

const server = fork(new URL('scale-server.ts', import.meta.url), ['5', '2000', '60', `${count + 20}`])
const { url, token } = readySchema.parse((await once(server, 'message'))[0])
const pacing = createPacing({ clock })
const isOurs = strategy.startsWith('Tendril')
const client = await logIn(url, token, isOurs ? pacing.rest : {})
await client.application.commands.set([{ name: 'ask', description: 'Ask' }])
const showing: Strategy = isOurs ? tendril(clock, pacing, strategy === 'Tendril' ? 2 : 1) : await llmStream()

const asked = (channelId: string, from: Client) =>
  new Promise<ChatInputCommandInteraction>((resolve) => {
    const hear = (interaction: Interaction) => {
      if (!interaction.isChatInputCommand() || interaction.channelId !== channelId) return
      from.off(Events.InteractionCreate, hear)
      resolve(interaction)
    }
    from.setMaxListeners(0).on(Events.InteractionCreate, hear)
    server.send({ type: 'ask', channelId })
  })

const medium = trace('medium', 1, 'packet')

const open = async (channelId: string, written: Trace): Promise<Stream> => {
  const interaction = await asked(channelId, client)
  const { resource } = await interaction.deferReply({ withResponse: true })
  const writer = createWriter(clock, written)
  const done = showing.show(writer, interaction, resource?.message?.id ?? '').catch(() => {})
  return { channelId, token: interaction.token, writer, done }
}

const heap = () => {
  for (let turn = 0; turn < 3; turn++) globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve))

const channels = channelIds(count + 20)
// What is measured is a bot that has been running: its code compiled, its connections made.
const warm = await Promise.all(channels.slice(count).map((id) => open(id, trace('medium', 9, 'packet'))))
for (const { writer } of warm) writer.begin()
await Promise.all(warm.map(({ done }) => done))
warm.length = 0
await wait(500)
const empty = heap()
const streams: Stream[] = []
for (let from = 0; from < count; from += 25)
  streams.push(
    ...(await Promise.all(channels.slice(from, Math.min(count, from + 25)).map((id) => open(id, medium)))),
  )
await wait(3_000)

const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const before = process.cpuUsage()
for (const [n, { writer }] of streams.entries()) clock.after((1_000 * n) / count, writer.begin)
const length = end(medium)
await wait(length * 0.7)
const full = what === 'heap' ? heap() : 0
await Promise.race([Promise.all(streams.map(({ done }) => done)), wait(length + 45_000)])
delay.disable()
const cpu = process.cpuUsage(before)
await wait(300)
server.send({ type: 'report' })
const { noted } = notedSchema.parse((await once(server, 'message'))[0])
const stoppedAt = clock.elapsed()
const measured = streams.map(({ writer, token: own, channelId }) =>
  measure(
    writer.came(),
    gather(noted.map((one) => ({ ...one, sight: one.sight })).filter((one) => isOf(one, own, channelId))),
    stoppedAt,
  ),
)
const deltas = streams.reduce((sum, { writer }) => sum + writer.came().length, 0)
const over = (pick: (one: (typeof measured)[number]) => number) => mean(measured.map(pick))
console.log(
  JSON.stringify({
    count,
    strategy,
    mean: over((one) => one.mean),
    p95: over((one) => one.p95),
    first: over((one) => one.first),
    final: over((one) => one.final),
    edits: over((one) => one.edits),
    refusals: over((one) => one.refusals),
    cpu: (cpu.user + cpu.system) / deltas,
    loop: delay.percentile(99) / 1e6,
    heap: (full - empty) / 1024 / count,
  }),
)
server.kill()
process.exit(0)
