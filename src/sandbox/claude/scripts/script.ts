import type { Answer } from '../answer.ts'
import type { Prompt } from '../prompt.ts'

/** A reply that a word in the prompt calls up. */
export type Script = {
  readonly name: string
  /** What it shows, in a few words. */
  readonly shows: string
  /** A prompt that calls it up. */
  readonly example: string
  /** Where the page lists it; `kinds` if absent. */
  readonly group?: 'everyday' | 'failures' | 'kinds'
  /** What in a prompt calls it up, beside its name alone. */
  readonly when: RegExp
  readonly answer: (asked: Prompt) => Answer
}
