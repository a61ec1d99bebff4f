/** The most ids in one statement: far below the limits of SQLite and PostgreSQL. */
export const mostIds = 500

/** A list in parts that fit into one statement each. */
export const inChunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / mostIds) }, (_, n) => all.slice(n * mostIds, (n + 1) * mostIds))
