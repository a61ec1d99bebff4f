import type { Clock } from '../clock.ts'
import type { Store } from '../conversation/store.ts'
import { answerBeginnings } from './answer-beginnings.ts'
import { answers } from './answers.ts'
import { conversations } from './conversations.ts'
import type { Database } from './database.ts'
import { readFileContents } from './files.ts'
import { forgetting } from './forgetting.ts'
import { moreRequests } from './more-requests.ts'
import { questionRate } from './question-rate.ts'
import { questions } from './questions.ts'
import { reservations } from './reservations.ts'
import { secretKeys } from './secret-keys.ts'
import { serverAllowances } from './server-allowances.ts'
import { settings } from './settings.ts'
import { shownControls } from './shown-controls.ts'
import { shownMessages } from './shown-messages.ts'
import { spending } from './spending.ts'
import type { StoreContext, TurnOwner } from './store-context.ts'
import { summaries } from './summaries.ts'
import { textChunks } from './text-chunks.ts'
import { readPath, readTurns } from './turns.ts'
import { usageByDay } from './usage-by-day.ts'

/** What a store needs besides its database. */
export type StoreSurroundings = {
  readonly clock: Clock
  readonly newId: () => string
  /** Called with faults that do not fail a call, such as deleted data that could not be erased from the disk yet. */
  readonly onFault?: (error: unknown) => void
  /** Where several processes share the database: for whom this store writes. */
  readonly owner?: TurnOwner
}

/** A store over a database whose tables are up to date. */
export const createStore = (
  database: Database,
  { clock, newId, onFault = () => undefined, owner }: StoreSurroundings,
): Store => {
  const { write, idle } = database.writes({ clock, onFault, processId: owner?.processId })
  // Times are stored as whole numbers; a clock may be finer.
  const wholeClock = { ...clock, now: () => Math.floor(clock.now()) }
  const store: StoreContext = { db: database.db, write, clock: wholeClock, newId, owner }
  const { checkpoint, ended } = textChunks(store)
  const replies = answers(store)
  return {
    ...conversations(store),
    ...questions(store),
    ...answerBeginnings(store),
    ...replies,
    settle: async (answer, settled, spending) => {
      await replies.settle(answer, settled, spending)
      ended(answer.id)
    },
    checkpoint,
    path: (turnId) => readPath(store.db, turnId),
    fileContents: (questionIds) => readFileContents(store.db, questionIds),
    turn: async (turnId) => (await readTurns(store.db, { id: turnId }))[0] ?? null,
    ...settings(store),
    ...shownMessages(store),
    ...shownControls(store),
    ...spending(store),
    ...reservations(store),
    ...serverAllowances(store),
    ...moreRequests(store),
    ...questionRate(store),
    ...secretKeys(store),
    ...usageByDay(store),
    ...summaries(store),
    ...forgetting(store),
    close: async () => {
      await idle()
      await database.close()
    },
  }
}
