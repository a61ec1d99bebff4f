import type { Clock } from '../clock.ts'
import type { ChangeTarget, PendingChange } from '../pacing/gate.ts'
import { type Change, changes } from './changes.ts'
import { type Draft, isFinal, writtenOf } from './draft.ts'
import type { Page } from './page.ts'
import { addPending, merge, nonePending } from './pending.ts'
import type { Render } from './render.ts'
import { slice } from './render-in-slices.ts'
import { isQuiet } from './status-line.ts'

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
  let pending = nonePending
  /** Text that renders to nothing yet, such as half a link. It counts as pending again when more arrives. */
  let held = nonePending
  let underWay = nonePending
  /** Whether the change in flight shows everything written by then. */
  let isWhole = true
  /** The change after the one in flight, or that change itself if it failed. */
  let following: Change | undefined
  let seen = 0
  let begun = Number.POSITIVE_INFINITY

  /** How much text has come since the last rendering. */
  let unrendered = 0

  const rendered = (draft: Draft): readonly Page[] => {
    unrendered = 0
    return render(draft, clock.elapsed())
  }

  const missing = (): readonly Change[] => (newest === undefined ? [] : changes(shown, rendered(newest)))

  const next = (): Change | undefined => missing()[0]

  const what = (): PendingChange['what'] => {
    if (newest === undefined || isQuiet(newest, clock.elapsed())) return 'nothing'
    if (!isFinal(newest) && pending.unseen > 0) return seen === 0 ? 'first' : 'growth'
    // A final draft that looks like what is shown must pass the gate too, because passing reports that it is done.
    if (isFinal(newest)) return 'final'
    return next() === undefined ? 'nothing' : 'status'
  }

  const hold = (): undefined => {
    held = merge(held, pending)
    pending = nonePending
    return undefined
  }

  return {
    take: (draft) => {
      if (newest !== undefined && isFinal(newest)) return
      const added = addedText(newest, draft)
      const at = clock.elapsed()
      newest = draft
      if (added === 0) return
      begun = Math.min(begun, at)
      pending = addPending(merge(held, pending), added, at)
      held = nonePending
      unrendered += added
      // What waits long for its edit would block the process when it leaves: it is rendered as it comes.
      if (unrendered >= slice) rendered(draft)
    },
    pendingChange: () => ({ what: what(), ...pending, seen, begun }),
    target: () => {
      if (following?.type === 'post' || shown.length === 0) return { type: 'post' }
      return { type: 'edit', page: following?.index ?? shown.length - 1 }
    },
    begin: (target) => {
      const [change, ...others] = missing()
      following = change
      if (change === undefined) return hold()
      if ((change.type === 'post') !== (target.type === 'post')) return undefined
      following = others[0]
      underWay = pending
      isWhole = !others.some(({ type }) => type === 'post')
      pending = nonePending
      return change
    },
    finish: (change, outcome) => {
      if (outcome === 'shown') shown = applied(shown, change)
      const isSeen = outcome === 'shown' && change.type !== 'remove' && isWhole
      const visible = isSeen ? underWay : nonePending
      if (isSeen) seen += underWay.unseen
      else pending = merge(underWay, pending)
      if (outcome === 'missed') following = change
      underWay = nonePending
      return outcome === 'shown' ? appeared(visible, clock.elapsed()) : undefined
    },
    isDone: () => newest !== undefined && isFinal(newest) && next() === undefined,
  }
}

const appeared = ({ unseen, arrivals }: typeof nonePending, now: number): Appeared => ({
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
