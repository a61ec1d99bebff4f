import { isDeepStrictEqual } from 'node:util'
import type { Page } from './page.ts'

/** One step that makes the screen more like the pages: a message posted, edited or removed. */
export type Change =
  | { readonly type: 'post'; readonly index: number; readonly page: Page }
  | { readonly type: 'edit'; readonly index: number; readonly page: Page }
  | { readonly type: 'remove'; readonly index: number }

/** The fewest steps from what is shown to what should be, in the order in which a reader should see them. */
export const changes = (shown: readonly Page[], wanted: readonly Page[]): readonly Change[] => [
  ...wanted.flatMap((page, index): Change[] => {
    const before = shown[index]
    if (before === undefined) return [{ type: 'post', index, page }]
    return isSame(before, page) ? [] : [{ type: 'edit', index, page }]
  }),
  ...shown
    .slice(wanted.length)
    .map((_, beyond): Change => ({ type: 'remove', index: wanted.length + beyond }))
    .reverse(),
]

const isSame = (one: Page, other: Page): boolean =>
  one.content === other.content && isDeepStrictEqual(one, other)
