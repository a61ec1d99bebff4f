import type { StateInline } from './state.ts'

/** So many steps for each character are taken in search of labels' ends; a text with more open brackets has no more links. */
const stepsPerCharacter = 8

const [opening, closing] = [0x5b, 0x5d]

/** The steps that are left, in a text and in the labels of images inside it. */
type Budget = { left: number }

/** Where the brackets close that were met in one text; -1 where nothing closes them. `last` is the last one that closes. */
type Search = {
  readonly end: number
  readonly last: number
  readonly budget: Budget
  readonly found: Map<number, number>
}

const beginSearch = ({ src, posMax: end }: StateInline, budget: Budget): Search => ({
  end,
  last: src.lastIndexOf(']', end - 1),
  budget,
  found: new Map(),
})

/**
 * markdown-it's `parseLinkLabel`, the index of the bracket that closes the one at `start` or -1, but each bracket is searched
 * for once: thousands that nothing closes would take quadratic time.
 */
export const boundedLinkLabel = (): ((
  state: StateInline,
  start: number,
  disableNested?: boolean,
) => number) => {
  const searches = new WeakMap<StateInline, Search>()
  const budgets = new WeakMap<object, Budget>()
  const searchIn = (state: StateInline): Search => {
    const before = searches.get(state)
    if (before?.end === state.posMax) return before
    const budget = budgets.get(state.env) ?? { left: stepsPerCharacter * state.posMax }
    budgets.set(state.env, budget)
    const search = beginSearch(state, budget)
    searches.set(state, search)
    return search
  }
  return (state, start, disableNested = false) => {
    const search = searchIn(state)
    if (start > search.last) return -1
    const key = keyOf(start, disableNested)
    const known = search.found.get(key)
    if (known !== undefined) return known
    const { pos } = state
    const found = labelEnd(state, start, disableNested, search)
    state.pos = pos
    search.found.set(key, found)
    return found
  }
}

const labelEnd = (state: StateInline, start: number, disableNested: boolean, search: Search): number => {
  state.pos = start + 1
  while (state.pos < search.end && search.budget.left-- > 0) {
    const at = state.pos
    const marker = state.src.charCodeAt(at)
    if (marker === closing) return at
    state.md.inline.skipToken(state)
    if (marker !== opening) continue
    // A bracket inside of the label, not a link, closes before the label does.
    if (at === state.pos - 1) {
      const inner =
        search.found.get(keyOf(at, disableNested)) ??
        state.md.helpers.parseLinkLabel(state, at, disableNested)
      if (inner < 0) return -1
      state.pos = inner + 1
    } else if (disableNested) return -1
  }
  return -1
}

const keyOf = (start: number, disableNested: boolean): number => start * 2 + (disableNested ? 1 : 0)
