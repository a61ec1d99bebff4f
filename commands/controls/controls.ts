import type { Action } from '../../src/display/page.ts'
import { allowToday } from '../budget/allow-today.ts'
import { askMore } from '../budget/ask-more.ts'
import type { Press } from '../command.ts'
import { answerAgain } from './answer-again.ts'
import { details } from './details.ts'
import { dismiss } from './dismiss.ts'
import { fullText } from './full-text.ts'
import { newThread } from './new-thread.ts'
import { continueAnswer, regenerate } from './regenerate.ts'
import { stop } from './stop.ts'
import { next, previous } from './switch-variant.ts'

/** The handlers of all buttons under a reply, whichever command the reply came from. */
export const controls: Readonly<Record<Action, Press>> = {
  stop,
  regenerate,
  continue: continueAnswer,
  retry: continueAnswer,
  'whole-text': fullText,
  'new-thread': newThread,
  previous,
  // A disabled button: Discord never sends a press.
  position: { answers: 'update', run: async () => ({}) },
  next,
  details,
  'answer-again': answerAgain,
  'ask-more': askMore,
  'allow-today': allowToday,
  dismiss,
}
