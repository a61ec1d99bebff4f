import type { Action } from '../../src/reply/page.ts'
import type { Press } from '../command.ts'
import { answerAgain } from './answer-again.ts'
import { newThread } from './new-thread.ts'
import { next, previous } from './step.ts'
import { stop } from './stop.ts'
import { wholeText } from './whole-text.ts'
import { goOn, regenerate } from './write-anew.ts'

/** What the buttons under a reply do, whichever command the reply came from. */
export const controls: Readonly<Record<Action, Press>> = {
  stop,
  regenerate,
  continue: goOn,
  retry: goOn,
  'whole-text': wholeText,
  'new-thread': newThread,
  previous,
  next,
  'answer-again': answerAgain,
}
