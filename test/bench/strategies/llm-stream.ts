import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { Strategy } from './strategy.ts'

const home = new URL('../peers/', import.meta.url)
const entry = new URL('node_modules/@kyyn/llm-stream/dist/index.mjs', home)

type Streamer = { readonly stream: (texts: AsyncIterable<string>) => Promise<void> }
type StreamerClass = new (target: unknown) => Streamer

const isStreamerClass = (value: unknown): value is StreamerClass => typeof value === 'function'
const packageSchema = z.object({ DiscordLLMStreamer: z.custom<StreamerClass>(isStreamerClass) })

/** The npm package @kyyn/llm-stream as it is, installed into a place of the bench's own if it is not there yet. */
export const llmStream = async (): Promise<Strategy> => {
  if (!existsSync(entry)) execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: home })
  const { DiscordLLMStreamer } = packageSchema.parse(await import(entry.href))
  return {
    name: '@kyyn/llm-stream 1.0.0',
    show: (writer, interaction) => new DiscordLLMStreamer(interaction).stream(writer.texts()).catch(() => {}),
  }
}
