/** Why the database could not do what was asked of it. */
export type StoreFailure =
  /** No room left on the disk. Nothing was changed; the same call works once there is room. */
  | 'disk-full'
  /** Something else is writing to the database just now. Nothing was changed; the same call may work later. */
  | 'locked'
  /** Another process answers with this database. */
  | 'in-use'
  /** The file is not a database, or its content is broken. */
  | 'damaged'
  /** The file or its folder cannot be opened, read or written. */
  | 'unreachable'
  /** A newer version of the program has written the database. */
  | 'newer'

/** The one error for an expected failure of the database; its message says what to do, in one sentence or two. */
export class StoreFailed extends Error {
  readonly kind: StoreFailure
  constructor(kind: StoreFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreFailed'
    this.kind = kind
  }
}
