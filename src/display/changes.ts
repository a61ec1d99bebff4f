import { isDeepStrictEqual } from 'node:util'
import type { Page } from './page.ts'

/** One request that brings the screen closer to the pages: a post, an edit or a removal. */
export type Change =
  | { readonly type: 'post'; readonly index: number; readonly page: Page }
  | { readonly type: 'edit'; readonly index: number; readonly page: Page }
  | { readonly type: 'remove'; readonly index: number }

/** The fewest changes from the shown pages to the wanted ones, in reading order. */
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
