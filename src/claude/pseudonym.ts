import { createHmac } from 'node:crypto'

/**
 * Names for people that say nothing of who they are: a keyed hash of the id, 64 hex digits. The same key gives the same names, so
 * `key` must be kept.
 */
export const createPseudonym = (key: () => Promise<string>): ((personId: string) => Promise<string>) => {
  let known: string | undefined
  return async (personId) => {
    known ??= await key()
    return createHmac('sha256', Buffer.from(known, 'hex')).update(personId).digest('hex')
  }
}
