import { StoreFailed, type StoreFailure } from '../conversation/store-failed.ts'

const advice = (kind: StoreFailure, name: string): string => {
  switch (kind) {
    case 'disk-full':
      return `There is no space left on the disk for the database ${name}: free some space.`
    case 'locked':
      return `Another program is writing to the database ${name}: close it, then try again.`
    case 'in-use':
      return `Another process is already running with the database ${name}: stop it first.`
    case 'damaged':
      return `The database ${name} is damaged: put a backup in its place, or move it away to start with an empty one.`
    case 'unreachable':
      return `The database ${name} cannot be opened or written: check that its folder exists, that this user may write there, and that the disk works.`
    case 'newer':
      return `The database ${name} was written by a newer version of Tendril: start that version, or restore the backup from before the upgrade.`
  }
}

/** A `StoreFailed` about the database called `name`, with advice for the operator. */
export const storeFailed = (kind: StoreFailure, name: string, cause?: unknown): StoreFailed =>
  new StoreFailed(kind, advice(kind, name), { cause })
