import type { Answer } from './turn.ts'

/** What Claude should know of how an earlier answer of its ended, if not well; said in the message that follows it. */
export const answerNote = (answer: Answer): string | null => {
  if (answer.stopReason === 'refusal')
    return 'You declined to answer this; what you had begun to say is left out.'
  if (answer.stopReason === 'max_tokens') return 'Your answer above was cut at the length limit.'
  if (answer.stopReason === 'model_context_window_exceeded')
    return 'Your answer above was cut: the context was full.'
  if (answer.failure?.kind === 'stopped') return 'Your answer above was stopped by a person before its end.'
  if (answer.state === 'ended') return null
  return 'Your answer above broke off before its end.'
}

/** What of an answer is said again to Claude: not what it declined to go on with, as Anthropic advises. */
export const spokenText = (answer: Answer): string =>
  answer.stopReason === 'refusal' || answer.text.trim() === '' ? '' : answer.text
