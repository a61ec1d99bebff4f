import { type Failure, isDeclined } from '../conversation/failure.ts'
import { moreId } from '../conversation/more-id.ts'
import type { StopReason } from '../conversation/reply-event.ts'
import type { Strings } from '../i18n/strings.ts'
import { type Draft, isFinal, isQuestionGone, writtenOf } from './draft.ts'
import type { Action, Control } from './page.ts'

/** The subject of a reply's controls. */
export type ControlSubject = {
  readonly questionId: string
  /** Absent while the question waits in line. */
  readonly answerId: () => string | undefined
  /** Which of how many answers to the question this is, counted from 1. */
  readonly variant: () => Variant
  /** Whether a thread can begin where the reply is. */
  readonly hasThreads: boolean
  /** Whether the footer is short, so that a button offers all figures. */
  readonly hasDetails: boolean
  /** Whether a newer answer of the conversation has ended. Answers have their buttons in the menu of the message then. */
  readonly isOvertaken?: () => boolean
}

export type Variant = { readonly at: number; readonly of: number }

/** From this many pages on, the full text is offered as a file. */
const pagesForWholeText = 4

/**
 * The controls under a reply: Stop while it grows, then what can be done with it. The usual ones are emojis without
 * labels.
 */
export const controlsOf =
  (about: ControlSubject, strings: Strings) =>
  (draft: Draft, pages: number): readonly Control[] => {
    if (draft.type === 'failed' && isDeclined(draft.failure)) return askForMore(draft.failure, strings)
    if (!isFinal(draft)) return [{ action: 'stop', id: about.questionId, label: strings.controls.stop }]
    const id = about.answerId()
    if (id === undefined || isQuestionGone(draft)) return []
    if (about.isOvertaken?.() && !namesButton(draft)) return []
    const actions = actionsAfter(draft, pages, about).map((action) => ({
      action,
      id,
      ...face(action, strings),
    }))
    return [...steps(about.variant(), id), ...actions]
  }

/** Under a question that an allowance does not cover, where moderators can be asked for more. */
export const askForMore = ({ over }: Failure, { allowances }: Strings): readonly Control[] =>
  over?.askIn ? [{ action: 'ask-more', id: moreId(over, over.askIn), label: allowances.askForMore }] : []

/** The controls of a finished reply with words, for a panel that only one person sees. */
export const namedControls = (about: ControlSubject, strings: Strings, draft: Draft): readonly Control[] => {
  const everything = { ...about, hasDetails: false }
  return controlsOf(everything, strings)(draft, pagesForWholeText).map((control) => ({
    ...control,
    ...(control.emoji !== undefined && { label: strings.controls[wordOf(control.action)] }),
  }))
}

/** ◀ 2/3 ▶: from one answer to the next, when there are several. */
const steps = ({ at, of }: Variant, id: string): readonly Control[] =>
  of < 2
    ? []
    : [
        { action: 'previous', id, label: '◀', disabled: at === 1 },
        { action: 'position', id, label: `${at}/${of}`, disabled: true },
        { action: 'next', id, label: '▶', disabled: at === of },
      ]

const actionsAfter = (
  draft: Draft,
  pages: number,
  { hasThreads, hasDetails }: ControlSubject,
): readonly Named[] => {
  if (!hasText(draft)) return ['retry']
  return [
    'regenerate',
    ...(canContinue(draft) ? (['continue'] as const) : []),
    ...(pages >= pagesForWholeText ? (['whole-text'] as const) : []),
    ...(hasThreads ? (['new-thread'] as const) : []),
    ...(hasDetails ? (['details'] as const) : []),
  ]
}

/** Whether the reply stopped early, so that Claude can continue it. */
const canContinue = (draft: Draft): boolean =>
  draft.type === 'failed' || (draft.type === 'ended' && unfinished.has(draft.stopReason))

const unfinished: ReadonlySet<StopReason> = new Set(['max_tokens', 'pause_turn'])

/** Whether the words at its end may ask for a press. */
const namesButton = (draft: Draft): boolean => !hasText(draft) || canContinue(draft)

const hasText = (draft: Draft): boolean => (writtenOf(draft)?.text ?? '').trim() !== ''

type Named = Extract<Action, 'regenerate' | 'continue' | 'whole-text' | 'new-thread' | 'retry' | 'details'>

const face = (action: Named, { controls }: Strings): Pick<Control, 'label' | 'emoji'> => {
  switch (action) {
    case 'continue':
      return { label: controls.continue }
    case 'retry':
      return { label: controls.retry }
    case 'regenerate':
      return { emoji: '🔄' }
    case 'whole-text':
      return { emoji: '📄' }
    case 'new-thread':
      return { emoji: '🧵' }
    case 'details':
      return { emoji: 'ℹ️' }
  }
}

const wordOf = (action: Action): keyof Strings['controls'] => {
  switch (action) {
    case 'whole-text':
      return 'wholeText'
    case 'new-thread':
      return 'newThread'
    default:
      return 'regenerate'
  }
}
