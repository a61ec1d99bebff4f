import type { Clock } from '../clock.ts'
import { delay } from '../delay.ts'
import { backoff } from '../retry.ts'
import { type Appeared, createDisplayState, type DisplayState } from './display-state.ts'
import type { Draft } from './draft.ts'
import type { Page } from './page.ts'
import type { Render } from './render.ts'
import type { Screen } from './screen.ts'
import { isCounting } from './status-line.ts'

/** What showing a reply needs. */
export type Show = {
  readonly render: Render
  readonly screen: Screen
  readonly clock: Clock
  /** The pages that are on the screen before the reply begins: the deferred message, or those of an earlier run. */
  readonly shown: readonly Page[]
  /** Stops showing; the screen stays as it is. */
  readonly signal: AbortSignal
  /** Called after each change that is visible. */
  readonly onShown?: (appeared: Appeared) => void
}

/** The display of one reply. */
export type Display = {
  /** Takes the newest draft. A draft that is replaced before the gate opens is never shown. */
  readonly take: (draft: Draft) => void
  /**
   * Resolves when the final draft is completely on the screen. Rejects with `Failed` of kind `screen-gone` when
   * nothing can be shown any more, or with the signal's reason.
   */
  readonly done: Promise<void>
}

/** Keeps the screen equal to the newest draft until the final one is shown. */
export const show = (on: Show): Display => {
  const showing = createDisplayState(on.render, on.clock, on.shown)
  const seconds = ticking(on)
  return {
    take: (draft) => {
      showing.take(draft)
      seconds.run(isCounting(draft))
      on.screen.gate.notify()
    },
    done: display(showing, on).finally(() => seconds.run(false)),
  }
}

/** Notifies the gate every second while the seconds in a status line change. */
const ticking = ({ clock, screen }: Show) => {
  let stop: (() => void) | undefined
  const tick = (): void => {
    stop = clock.after(1000, tick)
    screen.gate.notify()
  }
  return {
    run: (on: boolean): void => {
      if (on === (stop !== undefined)) return
      stop?.()
      stop = on ? clock.after(1000, tick) : undefined
    },
  }
}

const display = async (showing: DisplayState, on: Show): Promise<void> => {
  let missed = 0
  while (!showing.isDone()) {
    const outcome = await step(showing, on)
    missed = outcome === 'missed' ? missed + 1 : 0
    if (missed > 0) await delay(backoff(betweenTries, missed), on)
  }
}

const step = (
  showing: DisplayState,
  { screen, signal, onShown }: Show,
): Promise<'shown' | 'missed' | 'nothing'> => {
  const target = showing.target()
  const send = async (route: number) => {
    const change = showing.begin(target)
    if (change === undefined) return 'nothing'
    const outcome = await screen.apply(change, route)
    const appeared = showing.finish(change, outcome)
    if (appeared) onShown?.(appeared)
    return outcome
  }
  return screen.gate.pass(target, showing.pendingChange, send, signal)
}

/** The pauses, in ms, before a change that did not get through is tried again. */
const betweenTries = { first: 250, longest: 15_000 }
