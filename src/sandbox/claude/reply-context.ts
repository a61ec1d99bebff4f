import type Anthropic from '@anthropic-ai/sdk'
import type { Pace } from './pace.ts'

/** The parts of a request that shape the stream of its answer. */
export type ReplyContext = {
  readonly id: string
  readonly model: string
  readonly maxTokens: number
  readonly thinking: 'off' | 'omitted' | 'summarized'
  readonly pace: Pace
  readonly random: () => number
  /** The usage of `message_start`. */
  readonly usage: Anthropic.Usage
}
