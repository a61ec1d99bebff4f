import type { Screen } from '../display/screen.ts'

/**
 * A screen on which a page without buttons is posted only after `store` has stored the text so far: a start after a kill
 * can tell by its words alone that it is there, so it must know them.
 */
export const writeAhead = (screen: Screen, store: () => Promise<void>): Screen => ({
  gate: screen.gate,
  apply: async (change, route) => {
    if (change.type === 'post' && change.page.controls.length === 0) await store()
    return screen.apply(change, route)
  },
})
