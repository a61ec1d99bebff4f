import type pg from 'pg'

/** A turn as the histories are looked at. */
type Row = {
  readonly id: string
  readonly parent: string | null
  readonly role: 'question' | 'answer'
  readonly state: string
  readonly text: string
  readonly place: string
  readonly conversation: string
}

const read = async (client: pg.Client): Promise<readonly Row[]> => {
  const { rows } = await client.query<Row>(`
    select turn.id, parent_id as parent, role, state, text, place, conversation_id as conversation
    from turn join conversation on conversation.id = conversation_id where state <> 'removed' order by turn.ordinal`)
  return rows
}

/** Where each place's next question would go. */
const readHeads = async (client: pg.Client): Promise<readonly { place: string; head: string | null }[]> => {
  const { rows } = await client.query<{ place: string; head: string | null }>(
    'select distinct on (place) place, head_id as head from conversation order by place, ordinal desc',
  )
  return rows
}

const numberOf = ({ text }: Row): number => Number(/question (\d+)/.exec(text)?.[1])

const pathTo = (head: string | null, byId: ReadonlyMap<string, Row>): readonly Row[] => {
  const path: Row[] = []
  for (let turn = byId.get(head ?? ''); turn !== undefined; turn = byId.get(turn.parent ?? ''))
    path.unshift(turn)
  return path
}

/** What is wrong with the history of one place, in words. */
const wrongIn = (place: string, turns: readonly Row[], path: readonly Row[]): readonly string[] => {
  const asked = turns.filter(({ role }) => role === 'question').map(numberOf)
  const inPath = path.filter(({ role }) => role === 'question').map(numberOf)
  const inOrder = asked.toSorted((a, b) => a - b)
  const answersOf = (id: string): number =>
    turns.filter(({ role, parent }) => role === 'answer' && parent === id).length
  const story = path.map((turn) => (turn.role === 'question' ? numberOf(turn) : turn.state)).join(' ')
  return [
    ...(inPath.join() === inOrder.join() ? [] : [`asked ${inOrder.join(' ')}`]),
    ...(path.length === turns.length ? [] : [`${turns.length - path.length} turns beside the history`]),
    ...(new Set(turns.map(({ conversation }) => conversation)).size > 1 ? ['two conversations'] : []),
    ...(path.at(-1)?.role === 'question' ? ['the last question has no answer'] : []),
    ...path
      .filter(({ role, id }) => role === 'question' && answersOf(id) > 1)
      .map((turn) => `${numberOf(turn)} has two answers`),
    ...path
      .filter(({ role, state }) => role === 'answer' && state !== 'ended' && state !== 'failed')
      .map(({ state }) => `an answer is ${state}`),
  ].map((words) => `${place}: ${words}; its history is ${story}`)
}

/**
 * What is wrong with the histories, in words. In each place the questions, all of which are "question 1", "question 2" …, must stand
 * in the order of asking, each once, and each with one settled answer; those that were asked back to back can share one.
 */
export const wrongHistories = async (client: pg.Client): Promise<readonly string[]> => {
  const turns = await read(client)
  const byId = new Map(turns.map((turn) => [turn.id, turn]))
  return (await readHeads(client)).flatMap(({ place, head }) =>
    wrongIn(
      place,
      turns.filter((turn) => turn.place === place),
      pathTo(head, byId),
    ),
  )
}
