import { guildIdOf } from './channel.ts'
import type { Command } from './command.ts'
import { fillOptions, type OptionValues } from './command-options.ts'
import { bareMemberJson } from './guild.ts'
import type { Interaction } from './interaction.ts'
import type { Json, JsonObject } from './json.ts'
import type { Message } from './message.ts'
import { messageJson } from './message-json.ts'
import { bitsOf, permissionsIn } from './permissions.ts'
import { type Act, contextOf, isUserInstall, startInteraction } from './start-interaction.ts'
import { userJson } from './user.ts'
import { channelOf, userOf, type World } from './world.ts'

/** A slash command with its options; a subcommand is named after a space, such as `model set`. */
export type CommandAct = Act & { readonly name: string; readonly options?: OptionValues }

/** A slash command that is being typed: `focused` names the option that wants suggestions. */
export type AutocompleteAct = CommandAct & { readonly focused: string }

/** What people do with commands. */
export type CommandPeople = {
  readonly runCommand: (act: CommandAct) => Interaction
  /** Chooses a menu entry on a message; the channel is the message's own. */
  readonly runMessageCommand: (
    act: Omit<Act, 'channelId'> & { readonly name: string; readonly messageId: string },
  ) => Interaction
  readonly runUserCommand: (act: Act & { readonly name: string; readonly targetId: string }) => Interaction
  readonly autocomplete: (act: AutocompleteAct) => Interaction
}

const DEFAULT_CONTEXTS = [0, 1, 2]

const isOffered = (world: World, command: Command, act: Act): boolean => {
  const channel = channelOf(world, act.channelId)
  if (command.guildId !== undefined)
    return command.guildId === guildIdOf(channel) && !isUserInstall(world, channel, act.userInstall)
  const { contexts, integration_types: types } = command.form
  const type = isUserInstall(world, channel, act.userInstall) ? 1 : 0
  const context = contextOf(world, channel)
  return (
    (contexts ?? DEFAULT_CONTEXTS).some((it) => it === context) && (types ?? [0]).some((it) => it === type)
  )
}

const requireAllowed = (world: World, command: Command, act: Act): void => {
  const channel = channelOf(world, act.channelId)
  if (guildIdOf(channel) === undefined) return
  const { default_member_permissions: asked } = command.form
  const own = asked === null || asked === undefined ? 0n : BigInt(asked)
  // "0" means administrators only, who have every bit.
  const administrators = asked?.toString() === '0' ? bitsOf(['ADMINISTRATOR']) : own
  const needed = administrators | bitsOf(['USE_APPLICATION_COMMANDS'])
  if ((permissionsIn(world, act.userId, channel) & needed) !== needed)
    throw new Error(`"${userOf(world, act.userId).name}" may not use "${command.form.name}" here`)
}

/** The command that Discord would offer there under this name: the guild's own before a global one. */
const requireCommand = (world: World, act: Act, name: string, type: 1 | 2 | 3): Command => {
  const all = [...world.commands.values()].flat()
  const offered = all.filter(
    (command) =>
      command.form.name === name && (command.form.type ?? 1) === type && isOffered(world, command, act),
  )
  const command = offered.find(({ guildId }) => guildId !== undefined) ?? offered[0]
  if (command === undefined) {
    const names = all.map(({ form }) => form.name).join(', ') || 'none'
    throw new Error(`No command "${name}" is offered in the channel ${act.channelId}; registered: ${names}`)
  }
  requireAllowed(world, command, act)
  return command
}

const commandData = (command: Command, more: JsonObject): JsonObject => ({
  id: command.id,
  name: command.form.name,
  type: command.form.type ?? 1,
  guild_id: command.guildId,
  ...more,
})

const slash = (world: World, act: CommandAct, focused?: string): Interaction => {
  const [name = '', ...path] = act.name.split(' ')
  const command = requireCommand(world, act, name, 1)
  const { options, resolved } = fillOptions(world, act, command.form, path, act.options ?? {}, focused)
  const filled: Json = JSON.parse(JSON.stringify(options))
  const data = commandData(command, {
    options: filled,
    resolved,
  })
  const kind = focused === undefined ? 'command' : 'autocomplete'
  return startInteraction(world, act, { kind, data, commandName: act.name, commandType: 1 })
}

const targetMember = (world: World, act: Act, id: string): JsonObject | undefined => {
  const guildId = guildIdOf(channelOf(world, act.channelId))
  const member = guildId === undefined ? undefined : world.guilds.get(guildId)?.members.get(id)
  return member === undefined ? undefined : { [id]: bareMemberJson(member) }
}

/** What people can do with the registered commands. */
export const createCommandPeople = (world: World, findMessage: (id: string) => Message): CommandPeople => ({
  runCommand: (act) => slash(world, act),
  autocomplete: ({ focused, ...act }) => slash(world, act, focused),
  runMessageCommand: ({ name, messageId, ...rest }) => {
    const message = findMessage(messageId)
    const act = { ...rest, channelId: message.channelId }
    const command = requireCommand(world, act, name, 3)
    const resolved = { messages: { [message.id]: messageJson(world, message) } }
    const data = commandData(command, { target_id: message.id, resolved })
    return startInteraction(world, act, { kind: 'command', data, commandName: name, commandType: 3 })
  },
  runUserCommand: ({ name, targetId, ...act }) => {
    const command = requireCommand(world, act, name, 2)
    const users = { [targetId]: userJson(userOf(world, targetId)) }
    const data = commandData(command, {
      target_id: targetId,
      resolved: { users, members: targetMember(world, act, targetId) },
    })
    return startInteraction(world, act, { kind: 'command', data, commandName: name, commandType: 2 })
  },
})
