import type { BaseInteraction } from 'discord.js'

/** How many members one request to the gateway can ask for, and how long, in ms, its answer may take. */
const mostAtOnce = 100
const patience = 5_000

/**
 * What people are called where somebody acts, as far as Discord tells: those who have left are not in it. Asks the gateway for
 * members by their ids, which needs no intent (https://docs.discord.com/developers/events/gateway-events#request-guild-members).
 */
export const namesOf = async (
  { guild, user }: Pick<BaseInteraction, 'guild' | 'user'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const names = new Map([[user.id, user.displayName]])
  for (let at = 0; guild && at < ids.length; at += mostAtOnce) {
    const some = ids.slice(at, at + mostAtOnce)
    const members = await guild.members.fetch({ user: some, time: patience }).catch(() => undefined)
    for (const { id, displayName } of members?.values() ?? []) names.set(id, displayName)
  }
  return names
}
