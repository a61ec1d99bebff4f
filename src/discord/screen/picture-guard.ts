import { RateLimitError } from 'discord.js'
import type { Change } from '../../display/changes.ts'
import type { Page } from '../../display/page.ts'
import { isDeleted, requestFailure } from '../rest/request-failure.ts'

/** Keeps pictures from costing a reply more than themselves. */
export type PictureGuard = {
  /** The change as it may be tried. */
  readonly allowed: (change: Change) => Change
  /** Told of each failure; whether the change is to be tried again without its pictures. */
  readonly failed: (change: Change, error: unknown) => boolean
}

/** So often Discord may fail to take a page with pictures. */
const mostTries = 3

/** Leaves the pictures of a reply out from the first time on that Discord refuses them, or fails at them three times. */
export const createPictureGuard = (onFault: (error: unknown) => void): PictureGuard => {
  let tries = 0
  let areLeftOut = false
  return {
    allowed: (change) =>
      areLeftOut && hasPictures(change) ? { ...change, page: withoutPictures(change.page) } : change,
    failed: (change, error) => {
      if (!hasPictures(change) || error instanceof RateLimitError) return false
      switch (requestFailure(error)) {
        case 'again':
          tries += 1
          areLeftOut = tries >= mostTries
          return false
        case 'token-ended':
        case 'archived':
          return false
        case 'gone':
          areLeftOut = !isDeleted(error)
          return areLeftOut
        case 'content':
        case 'unclear':
        case 'bug':
          onFault(error)
          areLeftOut = true
          return true
      }
    },
  }
}

type WithPage = Extract<Change, { readonly page: Page }>

const hasPictures = (change: Change): change is WithPage =>
  change.type !== 'remove' && change.page.pictures !== undefined

/** A page without its pictures. */
export const withoutPictures = ({ pictures: _, ...page }: Page): Page => page
