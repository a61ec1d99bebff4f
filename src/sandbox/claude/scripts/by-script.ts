import type { Answer } from '../answer.ts'
import type { Prompt } from '../prompt.ts'
import { conversation } from './conversation.ts'
import { scripts } from './scripts.ts'

/** Only so much of a prompt is looked at: a word deep in a long text calls nothing up. */
const looked = 200

/** The script that a prompt calls up: by its name alone, or by a word in it. */
export const byScript = (asked: Prompt): Answer => {
  const start = asked.prompt.slice(0, looked)
  const named = start.trim().toLowerCase()
  const script = scripts.find(({ name }) => name === named) ?? scripts.find(({ when }) => when.test(start))
  return script === undefined ? conversation(asked) : script.answer(asked)
}
