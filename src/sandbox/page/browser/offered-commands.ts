import type { CommandView } from '../view/command.ts'
import type { State } from './state.ts'

/** The commands that Discord's client would offer to the person in the open channel. */
export const offeredCommands = (
  { commands, channels, channelId, me }: State,
  kind: CommandView['kind'],
): readonly CommandView[] => {
  const channel = channels.get(channelId)
  if (channel === undefined) return []
  const permissions = BigInt(channel.permissions[me] ?? 0)
  const context = channel.kind === 'direct' ? 1 : 0
  const isOffered = ({ needs, contexts, installs, guildId }: CommandView): boolean =>
    contexts.includes(context) &&
    installs.includes(channel.outside ? 1 : 0) &&
    (guildId === undefined || guildId === channel.guildId) &&
    (channel.guildId === undefined || (permissions & BigInt(needs)) === BigInt(needs))
  return commands.filter((it) => it.kind === kind && isOffered(it))
}
