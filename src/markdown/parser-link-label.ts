import type { StateInline } from './parser-state.ts'

/** So many steps for each character are taken in search of labels' ends; a text with more open brackets has no more links. */
const stepsPerCharacter = 8

const [opening, closing] = [0x5b, 0x5d]

/**
 * markdown-it's `parseLinkLabel`, the index of the bracket that closes the one at `start` or -1, but for the bound on its
 * work: thousands of brackets that nothing closes would take quadratic time.
 */
export const boundedLinkLabel = (): ((
  state: StateInline,
  start: number,
  disableNested?: boolean,
) => number) => {
  const taken = new WeakMap<object, number>()
  return (state, start, disableNested = false) => {
    const { pos: before, posMax: end, env } = state
    const most = stepsPerCharacter * end
    let steps = taken.get(env) ?? 0
    let found = -1
    state.pos = start + 1
    for (let level = 1; state.pos < end && steps < most; steps++) {
      const at = state.pos
      const marker = state.src.charCodeAt(at)
      if (marker === closing && --level === 0) {
        found = at
        break
      }
      taken.set(env, steps)
      state.md.inline.skipToken(state)
      steps = Math.max(steps, taken.get(env) ?? 0)
      if (marker !== opening) continue
      if (at === state.pos - 1) level++
      else if (disableNested) break
    }
    taken.set(env, steps)
    state.pos = before
    return found
  }
}
