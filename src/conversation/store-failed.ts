/** Why the database failed. */
export type StoreFailure =
  /** The disk is full. Nothing was changed; the same call works once there is space. */
  | 'disk-full'
  /** Another program holds the write lock. Nothing was changed; the same call may work later. */
  | 'locked'
  /** Another process of the bot uses this database. */
  | 'in-use'
  /** The file is not a database, or its content is damaged. */
  | 'damaged'
  /** The file or its folder cannot be opened, read or written. */
  | 'unreachable'
  /** A newer version of the program wrote the database. */
  | 'newer'

/** The error for an expected failure of the database. Its message tells the operator what to do. */
export class StoreFailed extends Error {
  readonly kind: StoreFailure
  constructor(kind: StoreFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreFailed'
    this.kind = kind
  }
}
