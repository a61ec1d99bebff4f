import type { Page } from '../../display/page.ts'
import { messageLimit } from '../../display/render.ts'
import { cut } from '../../markdown/cut.ts'
import { withoutPictures } from './picture-guard.ts'
import { findRefused, withoutRefused } from './refused-content.ts'

/** The parts of a reply's text that Discord refuses. */
export type RefusedParts = {
  /** The page without them, and without pictures, which could show them all the same. */
  readonly allowed: (page: Page) => Page
  /**
   * Shows as much of a page as Discord takes, after it was refused: finds the refused parts by requests, each of which shows
   * a part of the page. Resolves with false where nothing of it is taken. Rejects when a request fails for another reason.
   */
  readonly showAllowed: (
    page: Page,
    taken: string,
    edit: (page: Page) => Promise<boolean>,
  ) => Promise<boolean>
}

/** So many parts are looked for in one reply; a text of which everything is refused must not cost a request a word. */
const mostParts = 6

/** A message needs some text. */
const nothingYet = '…'

/** `note` is the text that says that a part was left out. */
export const createRefusedParts = (note: string): RefusedParts => {
  const parts: string[] = []
  const allowed = (page: Page): Page =>
    parts.some((part) => page.content.includes(part))
      ? { ...withoutPictures(page), content: withNote(withoutRefused(page.content, parts), note) }
      : parts.length > 0
        ? withoutPictures(page)
        : page
  return {
    allowed,
    showAllowed: async (page, taken, edit) => {
      const isRefused = async (content: string): Promise<boolean> =>
        !(await edit({ ...page, content: content.trim() === '' ? nothingYet : content }))
      if (await isRefused(taken)) return false
      while (parts.length < mostParts) {
        const part = await findRefused(withoutRefused(page.content, parts), taken, isRefused)
        if (part === undefined || parts.includes(part)) return false
        parts.push(part)
        if (await edit(allowed(page))) return true
      }
      return false
    },
  }
}

const withNote = (content: string, note: string): string =>
  `${cut(content, messageLimit - note.length - 4)}\n-# ${note}`
