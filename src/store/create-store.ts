import type { Clock } from '../clock.ts'
import type { Store } from '../conversation/store.ts'
import { answers } from './answers.ts'
import { checkpoints } from './checkpoints.ts'
import { groupCommit } from './commit.ts'
import { conversations } from './conversations.ts'
import type { Database } from './database.ts'
import { forgetting } from './forgetting.ts'
import { questions } from './questions.ts'
import { shownMessages } from './shown-messages.ts'
import { spending } from './spending.ts'
import type { StoreContext } from './store-context.ts'
import { summaries } from './summaries.ts'
import { readPath, readTurns } from './turns.ts'

/** The memory kept in a database whose tables are up to date. */
export const createStore = (database: Database, clock: Clock, newId: () => string): Store => {
  const { write, idle } = groupCommit(database)
  const store: StoreContext = { db: database.db, write, clock, newId }
  const { checkpoint, ended } = checkpoints(store)
  const replies = answers(store)
  return {
    ...conversations(store),
    ...questions(store),
    ...replies,
    settle: async (answerId, settled, spending) => {
      await replies.settle(answerId, settled, spending)
      ended(answerId)
    },
    checkpoint,
    path: (turnId) => readPath(store.db, turnId),
    turn: async (turnId) => (await readTurns(store.db, { id: turnId }))[0] ?? null,
    ...shownMessages(store),
    ...spending(store),
    ...summaries(store),
    ...forgetting(store),
    close: async () => {
      await idle()
      await database.close()
    },
  }
}
