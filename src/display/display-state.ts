import type { Clock } from '../clock.ts'
import type { ChangeTarget, PendingChange } from '../pacing/gate.ts'
import { type Change, changes } from './changes.ts'
import { type Draft, isFinal, writtenOf } from './draft.ts'
import type { Page } from './page.ts'
import type { Pending } from './pending.ts'
import type { Render } from './render.ts'
import { slice } from './render-in-slices.ts'
import { isQuiet } from './status-line.ts'
import { createTextOnItsWay } from './text-on-its-way.ts'

/** A change that got through: how much text it made visible, in UTF-16 units, and how long that had waited, in ms on average. */
export type Appeared = { readonly units: number; readonly meanLag: number }

/** The state of one reply's display: what is shown, what should be, and how much text is not visible yet. */
export type DisplayState = {
  /** Takes a newer draft. */
  readonly take: (draft: Draft) => void
  readonly pendingChange: () => PendingChange
  /** The request of the next change, as far as it is known without rendering the newest text. */
  readonly target: () => ChangeTarget
  /** Returns the next change for that target, if there is one, and counts its text as sent. */
  readonly begin: (target: ChangeTarget) => Change | undefined
  /** Says how the change that was begun has ended. Returns what became visible; undefined where nothing got through. */
  readonly finish: (change: Change, outcome: 'shown' | 'missed') => Appeared | undefined
  /** Whether the final draft is on the screen, whole. */
  readonly isDone: () => boolean
}

/** The showing of a reply on a screen that has `before` on it. */
export const createDisplayState = (render: Render, clock: Clock, before: readonly Page[]): DisplayState => {
  let newest: Draft | undefined
  let shown = before
  const text = createTextOnItsWay()
  /** Whether the change in flight shows everything written by then. */
  let isWhole = true
  /** The change after the one in flight, or that change itself if it failed. */
  let following: Change | undefined
  /** How much text has come since the last rendering. */
  let unrendered = 0

  const rendered = (draft: Draft): readonly Page[] => {
    unrendered = 0
    return render(draft, clock.elapsed())
  }

  const missing = (): readonly Change[] => (newest === undefined ? [] : changes(shown, rendered(newest)))

  return {
    take: (draft) => {
      if (newest !== undefined && isFinal(newest)) return
      const added = addedText(newest, draft)
      newest = draft
      if (added === 0) return
      text.add(added, clock.elapsed())
      unrendered += added
      // What waits long for its edit would block the process when it leaves: it is rendered as it comes.
      if (unrendered >= slice) rendered(draft)
    },
    pendingChange: () => {
      const counts = text.counts()
      return { what: kindOf(newest, counts, clock.elapsed(), () => missing().length > 0), ...counts }
    },
    target: () => targetOf(following, shown),
    begin: (target) => {
      const [change, ...others] = missing()
      following = change
      if (change === undefined) {
        text.hold()
        return undefined
      }
      if ((change.type === 'post') !== (target.type === 'post')) return undefined
      following = others[0]
      isWhole = !others.some(({ type }) => type === 'post')
      text.depart()
      return change
    },
    finish: (change, outcome) => {
      if (outcome === 'shown') shown = applied(shown, change)
      const isSeen = outcome === 'shown' && change.type !== 'remove' && isWhole
      const visible = isSeen ? text.arrive() : text.comeBack()
      if (outcome === 'missed') following = change
      return outcome === 'shown' ? appeared(visible, clock.elapsed()) : undefined
    },
    isDone: () => newest !== undefined && isFinal(newest) && missing().length === 0,
  }
}

/** `isAnyMissing` renders, so it is asked only where nothing else decides. */
const kindOf = (
  draft: Draft | undefined,
  { unseen, seen }: Pick<PendingChange, 'unseen' | 'seen'>,
  now: number,
  isAnyMissing: () => boolean,
): PendingChange['what'] => {
  if (draft === undefined || isQuiet(draft, now)) return 'nothing'
  // A final draft that looks like what is shown must pass the gate too, because passing reports that it is done.
  if (isFinal(draft)) return 'final'
  if (unseen > 0) return seen === 0 ? 'first' : 'growth'
  return isAnyMissing() ? 'status' : 'nothing'
}

/** Where a change goes that is known, or else one that is not known yet: most often the last page grows. */
const targetOf = (following: Change | undefined, shown: readonly Page[]): ChangeTarget =>
  following?.type === 'post' || shown.length === 0
    ? { type: 'post' }
    : { type: 'edit', page: following?.index ?? shown.length - 1 }

const appeared = ({ unseen, arrivals }: Pending, now: number): Appeared => ({
  units: unseen,
  meanLag: unseen === 0 ? 0 : now - arrivals / unseen,
})

/**
 * How much longer the text is. Compares lengths only: reading a growing string would flatten (copy) it at every
 * delta.
 */
const addedText = (before: Draft | undefined, after: Draft): number =>
  Math.max(0, lengthOf(after) - (before === undefined ? 0 : lengthOf(before)))

const lengthOf = (draft: Draft): number => writtenOf(draft)?.text.length ?? 0

const applied = (shown: readonly Page[], change: Change): readonly Page[] => {
  switch (change.type) {
    case 'post':
      return [...shown, change.page]
    case 'edit':
      return shown.with(change.index, change.page)
    case 'remove':
      return shown.slice(0, change.index)
  }
}
