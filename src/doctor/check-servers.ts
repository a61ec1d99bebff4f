import { Client, Events, GatewayIntentBits, type Guild, PermissionsBitField } from 'discord.js'
import { stringsFor } from '../i18n/languages.ts'
import { plural } from '../i18n/plural.ts'
import { harmless } from '../log-lines.ts'
import { neededPermissions } from '../operate/needed-permissions.ts'
import { type Application, restOptions } from './check-discord.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

const count = plural('en')

/** How long, in ms, logging in may take. */
const patience = 20_000

/** Fewer sessions than that are left to the bot itself: at none, Discord resets the token. */
const spareSessions = 10

/**
 * Logs in beside a bot that may be running, which Discord allows, looks at every server, and leaves. It answers nobody.
 */
export const checkServers = async (
  apiUrl: string,
  token: string,
  { mayReadMessages, sessionsLeft }: Application,
): Promise<readonly Finding[]> => {
  if (sessionsLeft < spareSessions)
    return [note('gateway', 'is not tried: too few sessions are left for today.', 'Try again tomorrow.')]
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, ...(mayReadMessages ? [GatewayIntentBits.MessageContent] : [])],
    rest: restOptions(apiUrl),
    // Discord wants several from a bot in 2,500 servers or more.
    shards: 'auto',
  })
  try {
    await ready(client, token)
    const servers = [...client.guilds.cache.values()]
    return [
      ok(
        'gateway',
        `is open: the bot is in ${count(servers.length, { one: '# server', other: '# servers' })}.`,
      ),
      ...(servers.length === 0
        ? [note('servers', 'The bot is in none.', 'Invite it with the link below.')]
        : []),
      ...servers.map(serverFinding),
    ]
  } catch (error) {
    return [closed(error)]
  } finally {
    await client.destroy()
  }
}

const ready = async (client: Client, token: string): Promise<void> => {
  const isReady = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
  const timer = AbortSignal.timeout(patience)
  const late = new Promise<never>((_, reject) =>
    timer.addEventListener('abort', () => reject(timer.reason), { once: true }),
  )
  await Promise.race([client.login(token).then(() => isReady), late])
}

const serverFinding = (guild: Guild): Finding => {
  const name = `"${harmless(guild.name)}"`
  const me = guild.members.me
  const missing = neededPermissions.filter((permission) => !me?.permissions.has(permission))
  if (missing.length > 0) {
    const { help } = stringsFor('en')
    return wrong(
      'server',
      `${name}: ${missing.map((permission) => help.missing[permission]).join(' ')}`,
      'Allow it to the bot’s role in Server Settings → Roles, or invite the bot again with the link below.',
    )
  }
  const channels = guild.channels.cache.filter((channel) => channel.isTextBased() && !channel.isThread())
  const shut = channels.filter(
    (channel) => !(me && channel.permissionsFor(me).has(PermissionsBitField.resolve(neededPermissions))),
  )
  const others =
    shut.size === 0 ? 'in every channel' : `in ${channels.size - shut.size} of ${channels.size} channels`
  return ok('server', `${name}: the bot may do all it needs ${others}.`)
}

const closed = (error: unknown): Finding => {
  const says = error instanceof Error ? error.message : String(error)
  if (/disallowed intents/i.test(says))
    return wrong(
      'gateway',
      'Discord refuses an intent.',
      'Switch Message Content Intent on on the Bot page of your application.',
    )
  return wrong('gateway', `cannot be opened (${says}).`, 'Check that the network lets WebSockets through.')
}
