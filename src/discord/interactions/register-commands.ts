import { isDeepStrictEqual } from 'node:util'
import {
  ApplicationCommandType,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import { requestFailure } from '../rest/request-failure.ts'
import { singleAttemptHeaders } from '../rest/request-policy.ts'
import type { CommandIds } from './command-mentions.ts'

/** What Discord fills in where a definition is silent, so that both can be compared. */
const optionDefaults = { required: false, autocomplete: false }
const commandDefaults = {
  type: ApplicationCommandType.ChatInput,
  description: '',
  options: [],
  default_member_permissions: null,
  nsfw: false,
  contexts: null,
  integration_types: [0],
}

const listSchema = z.array(z.looseObject({ name: z.string() }))

/**
 * Registers the commands, globally or in one server, if they differ from what Discord has. Discord allows 200
 * creations a day, so a restart must not spend any. Returns whether anything was written. Makes one try, and rejects
 * if it fails. `ids` learns the ids of the commands.
 */
export const registerCommands = async (
  rest: Pick<REST, 'get' | 'put'>,
  applicationId: string,
  guildId: string | undefined,
  definitions: readonly RESTPostAPIApplicationCommandsJSONBody[],
  ids?: Pick<CommandIds, 'learn'>,
): Promise<'written' | 'unchanged'> => {
  const route = routeOf(applicationId, guildId)
  const wanted = guildId ? definitions.map(forGuild) : definitions
  const registered = await registeredAt(route, rest)
  ids?.learn(registered)
  if (registered !== undefined && isSame(registered, wanted)) return 'unchanged'
  ids?.learn(await rest.put(route, { body: wanted, headers: singleAttemptHeaders }))
  return 'written'
}

/** Learns the ids of the commands that somebody else registers. Tries once, and rejects when that fails. */
export const learnCommandIds = async (
  rest: Pick<REST, 'get'>,
  applicationId: string,
  guildId: string | undefined,
  ids: Pick<CommandIds, 'learn'>,
): Promise<void> => ids.learn(await registeredAt(routeOf(applicationId, guildId), rest))

const routeOf = (applicationId: string, guildId: string | undefined): `/${string}` =>
  guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId)

/** What is registered; undefined where Discord does not tell, which is no reason not to write. */
const registeredAt = async (
  route: `/${string}`,
  rest: Pick<REST, 'get'>,
): Promise<readonly object[] | undefined> => {
  const query = new URLSearchParams({ with_localizations: 'true' })
  try {
    return listSchema.parse(await rest.get(route, { query, headers: singleAttemptHeaders }))
  } catch (error) {
    if (requestFailure(error) === 'unclear' || error instanceof z.ZodError) return undefined
    throw error
  }
}

/** Only global commands say where and by whose installation they can be used. */
const forGuild = (
  definition: RESTPostAPIApplicationCommandsJSONBody,
): RESTPostAPIApplicationCommandsJSONBody => {
  const { contexts: _contexts, integration_types: _types, ...rest } = definition
  return rest
}

const isSame = (registered: readonly object[], wanted: readonly object[]): boolean =>
  isDeepStrictEqual(byName(registered), byName(wanted))

const byName = (commands: readonly object[]) =>
  new Map(commands.map((command) => [JSON.stringify(Object(command).name), comparable(command)]))

/** A definition without ids, with defaults filled in, and without what is empty. */
const comparable = (command: object): unknown =>
  normalize({ ...commandDefaults, ...dropNulls(command) }, [
    ...Object.keys(commandDefaults),
    'name',
    'name_localizations',
    'description_localizations',
  ])

const dropNulls = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null && item !== undefined))

const normalize = (value: object, keys: readonly string[]): unknown =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => keys.includes(key))
      .map(([key, item]) => [key, key === 'options' ? options(item) : sorted(item)]),
  )

/** Options, and those of sub-commands, which Discord gives back with an empty list where they have none. */
const options = (list: unknown): unknown =>
  Array.isArray(list)
    ? list.map((option) => {
        const own = Object(option)
        return { ...optionDefaults, ...dropNulls(own), options: options(own.options ?? []) }
      })
    : list

const sorted = (item: unknown): unknown => (Array.isArray(item) ? [...item].sort() : item)
