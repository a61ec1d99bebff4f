import type { Words } from '../words/words.ts'
import { type Draft, isFinal, writtenOf } from './draft.ts'
import type { Action, Control } from './page.ts'

/** What the controls of a reply refer to. */
export type About = {
  readonly questionId: string
  /** Absent while the question waits in line. */
  readonly answerId: () => string | undefined
}

/** From this many pages on, the whole text can be had as a file. */
const pagesForWholeText = 4

/** The controls under a reply: Stop while it grows; afterwards what one may do with it. */
export const controlsOf =
  (about: About, words: Words) =>
  (draft: Draft, pages: number): readonly Control[] => {
    if (!isFinal(draft)) return [{ action: 'stop', id: about.questionId, label: words.controls.stop }]
    const id = about.answerId()
    if (id === undefined) return []
    return actionsAfter(draft, pages).map((action) => ({ action, id, label: label(action, words) }))
  }

const actionsAfter = (draft: Draft, pages: number): readonly Action[] => {
  const hasText = (writtenOf(draft)?.text ?? '').trim() !== ''
  if (!hasText) return ['retry']
  return [
    'regenerate',
    ...(canContinue(draft) ? (['continue'] as const) : []),
    ...(pages >= pagesForWholeText ? (['whole-text'] as const) : []),
    'new-thread',
  ]
}

/** Whether Claude was cut off, so that it can be asked to go on where it stopped. */
const canContinue = (draft: Draft): boolean =>
  draft.type === 'failed' || (draft.type === 'ended' && draft.stopReason === 'max_tokens')

const label = (action: Action, { controls }: Words): string => {
  switch (action) {
    case 'stop':
      return controls.stop
    case 'regenerate':
      return controls.regenerate
    case 'continue':
      return controls.continue
    case 'whole-text':
      return controls.wholeText
    case 'new-thread':
      return controls.newThread
    case 'retry':
      return controls.retry
    case 'previous':
      return '◀'
    case 'next':
      return '▶'
  }
}
