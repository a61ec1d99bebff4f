import type { Strings } from '../i18n/strings.ts'
import { type Draft, isFinal, writtenOf } from './draft.ts'
import type { Action, Control } from './page.ts'

/** What the controls of a reply refer to. */
export type About = {
  readonly questionId: string
  /** Absent while the question waits in line. */
  readonly answerId: () => string | undefined
  /** Which of how many answers to the question this is, counted from 1. */
  readonly variant: () => Variant
  /** Whether a thread can begin where the reply is. */
  readonly hasThreads: boolean
}

export type Variant = { readonly at: number; readonly of: number }

/** From this many pages on, the whole text can be had as a file. */
const pagesForWholeText = 4

/** The controls under a reply: Stop while it grows; afterwards what one may do with it. */
export const controlsOf =
  (about: About, strings: Strings) =>
  (draft: Draft, pages: number): readonly Control[] => {
    if (!isFinal(draft)) return [{ action: 'stop', id: about.questionId, label: strings.controls.stop }]
    const id = about.answerId()
    if (id === undefined) return []
    const actions = actionsAfter(draft, pages, about.hasThreads).map((action) => ({
      action,
      id,
      label: label(action, strings),
    }))
    return [...steps(about.variant(), id), ...actions]
  }

/** ◀ 2/3 ▶: from one answer to the next, when there are several. */
const steps = ({ at, of }: Variant, id: string): readonly Control[] =>
  of < 2
    ? []
    : [
        { action: 'previous', id, label: '◀', disabled: at === 1 },
        { action: 'next', id, label: `${at}/${of} ▶`, disabled: at === of },
      ]

const actionsAfter = (draft: Draft, pages: number, hasThreads: boolean): readonly Action[] => {
  const hasText = (writtenOf(draft)?.text ?? '').trim() !== ''
  if (!hasText) return ['retry']
  return [
    'regenerate',
    ...(canContinue(draft) ? (['continue'] as const) : []),
    ...(pages >= pagesForWholeText ? (['whole-text'] as const) : []),
    ...(hasThreads ? (['new-thread'] as const) : []),
  ]
}

/** Whether Claude was cut off, so that it can be asked to go on where it stopped. */
const canContinue = (draft: Draft): boolean =>
  draft.type === 'failed' || (draft.type === 'ended' && draft.stopReason === 'max_tokens')

const label = (action: Action, { controls }: Strings): string => {
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
    case 'answer-again':
      return controls.answerAgain
    case 'previous':
      return '◀'
    case 'next':
      return '▶'
  }
}
