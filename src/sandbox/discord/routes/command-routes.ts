import { z } from 'zod'
import { type Command, type CommandForm, commandForm, commandJson, commandPatchForm } from '../command.ts'
import { commandSize, maxCommandSize } from '../command-size.ts'
import { readForm } from '../form.ts'
import type { JsonObject } from '../json.ts'
import { refuse, refuseForm } from '../refusal.ts'
import { noContent, ok, param, type Route, type RouteRequest, type Routes } from '../route.ts'
import type { World } from '../world.ts'

/** How many commands of each type a scope may have: slash, user, message. */
const MAXIMUM = { 1: 100, 2: 15, 3: 15 } as const

const typeOf = (form: CommandForm): 1 | 2 | 3 => form.type ?? 1

const scopeOf = (request: RouteRequest): string | undefined => {
  const { world, params } = request
  if (param(request, 'application_id') !== world.application.id) throw refuse('missingAccess')
  const guildId = params['guild_id']
  if (guildId === undefined) return undefined
  if (!world.guilds.get(guildId)?.members.has(world.application.botId)) throw refuse('missingAccess')
  return guildId
}

const commandsOf = (world: World, scope: string | undefined): readonly Command[] =>
  world.commands.get(scope ?? '') ?? []

const show = (world: World, command: Command, localizations: boolean): JsonObject =>
  commandJson(command, world.application.id, localizations)

const requireRoom = (forms: readonly CommandForm[]): void => {
  if (forms.some((form) => commandSize(form) > maxCommandSize))
    throw refuseForm([
      {
        path: [],
        code: 'APPLICATION_COMMAND_TOO_LARGE',
        message: `Command exceeds maximum size (${maxCommandSize})`,
      },
    ])
  for (const type of [1, 2, 3] as const)
    if (forms.filter((form) => typeOf(form) === type).length > MAXIMUM[type]) throw refuse('tooManyCommands')
  const keys = forms.map((form) => `${typeOf(form)} ${form.name}`)
  const duplicate = keys.findIndex((key, index) => keys.indexOf(key) !== index)
  if (duplicate >= 0)
    throw refuseForm([
      {
        path: [duplicate, 'name'],
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      },
    ])
}

/** How many new commands a scope may be given in a day. */
const MAX_CREATES = 200
const DAY_MS = 24 * 60 * 60_000

/** The registered command of the same name and type. */
const commandLike = (world: World, scope: string | undefined, form: CommandForm): Command | undefined =>
  commandsOf(world, scope).find(
    (command) => command.form.name === form.name && typeOf(command.form) === typeOf(form),
  )

/** Counts the commands that `forms` would create, and refuses them where a day has too many. */
const countCreates = (world: World, scope: string | undefined, forms: readonly CommandForm[]): void => {
  const now = world.clock.now()
  const recent = (world.commandCreates.get(scope ?? '') ?? []).filter((at) => at > now - DAY_MS)
  const created = forms.filter((form) => commandLike(world, scope, form) === undefined).map(() => now)
  if (recent.length + created.length > MAX_CREATES) throw refuse('tooManyCreates')
  world.commandCreates.set(scope ?? '', [...recent, ...created])
}

/** A command keeps its id while its type and name stay, and its version while nothing changes. */
const settle = (world: World, scope: string | undefined, form: CommandForm): Command => {
  const before = commandLike(world, scope, form)
  if (before !== undefined && JSON.stringify(before.form) === JSON.stringify(form)) return before
  return { id: before?.id ?? world.nextId(), version: world.nextId(), guildId: scope, form }
}

const replaceAll = (world: World, scope: string | undefined, commands: readonly Command[]): void => {
  world.commands.set(scope ?? '', commands)
  world.emit({ type: 'commands-update', guildId: scope })
}

const list: Route = (request) => {
  const { world, query } = request
  const localizations = query.get('with_localizations') === 'true'
  return ok(commandsOf(world, scopeOf(request)).map((command) => show(world, command, localizations)))
}

const overwrite: Route = (request) => {
  const { world } = request
  const scope = scopeOf(request)
  const forms = readForm(z.array(commandForm), request.json)
  requireRoom(forms)
  countCreates(world, scope, forms)
  const commands = forms.map((form) => settle(world, scope, form))
  replaceAll(world, scope, commands)
  return ok(commands.map((command) => show(world, command, true)))
}

const create: Route = (request) => {
  const { world } = request
  const scope = scopeOf(request)
  const command = settle(world, scope, readForm(commandForm, request.json))
  const others = commandsOf(world, scope).filter(({ id }) => id !== command.id)
  const isNew = others.length === commandsOf(world, scope).length
  requireRoom([...others, command].map(({ form }) => form))
  countCreates(world, scope, [command.form])
  replaceAll(world, scope, [...others, command])
  return { status: isNew ? 201 : 200, body: show(world, command, true) }
}

const requireCommand = (request: RouteRequest): Command => {
  const id = param(request, 'command_id')
  const command = commandsOf(request.world, scopeOf(request)).find((it) => it.id === id)
  if (command === undefined) throw refuse('unknownCommand')
  return command
}

const get: Route = (request) => ok(show(request.world, requireCommand(request), true))

const change: Route = (request) => {
  const { world } = request
  const scope = scopeOf(request)
  const before = requireCommand(request)
  const patch = readForm(commandPatchForm, request.json)
  const form = readForm(commandForm, { ...before.form, ...patch, type: typeOf(before.form) })
  const changed: Command = { ...before, form, version: world.nextId() }
  const all = commandsOf(world, scope).map((command) => (command.id === before.id ? changed : command))
  requireRoom(all.map((command) => command.form))
  replaceAll(world, scope, all)
  return ok(show(world, changed, true))
}

const remove: Route = (request) => {
  const { world } = request
  const scope = scopeOf(request)
  const command = requireCommand(request)
  replaceAll(
    world,
    scope,
    commandsOf(world, scope).filter(({ id }) => id !== command.id),
  )
  return noContent
}

/** Registering commands, for all guilds or for one. */
export const commandRoutes = {
  'GET /applications/:application_id/commands': list,
  'POST /applications/:application_id/commands': create,
  'PUT /applications/:application_id/commands': overwrite,
  'GET /applications/:application_id/commands/:command_id': get,
  'PATCH /applications/:application_id/commands/:command_id': change,
  'DELETE /applications/:application_id/commands/:command_id': remove,
  'GET /applications/:application_id/guilds/:guild_id/commands': list,
  'POST /applications/:application_id/guilds/:guild_id/commands': create,
  'PUT /applications/:application_id/guilds/:guild_id/commands': overwrite,
  'GET /applications/:application_id/guilds/:guild_id/commands/:command_id': get,
  'PATCH /applications/:application_id/guilds/:guild_id/commands/:command_id': change,
  'DELETE /applications/:application_id/guilds/:guild_id/commands/:command_id': remove,
} as const satisfies Routes
