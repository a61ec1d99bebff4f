import { DefaultRestOptions, type REST, type RESTOptions, Routes } from 'discord.js'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { startStep } from '../../discord/gateway/start-step.ts'
import { singleAttemptHeaders } from '../../discord/rest/request-policy.ts'
import { createFaultLog } from '../../log-fault.ts'
import type { Health } from '../../operate/health.ts'
import { StartError } from '../../start-error.ts'
import { databasePlace } from '../../store/database-url.ts'
import { openCluster } from '../../store/postgres/cluster/open-cluster.ts'
import { connectToDiscord } from '../connect-to-discord.ts'
import type { Machine } from '../machine.ts'
import type { Bot } from '../running-bot.ts'
import { createSignals } from '../signals.ts'
import { createMembership } from './membership.ts'
import { createValidity, type Validity } from './validity.ts'

const gatewaySchema = z.object({
  shards: z.number(),
  session_start_limit: z.object({ max_concurrency: z.number() }),
})

/** Nothing is sent to Discord by a process that others may have taken over from. */
const whileValid =
  (validity: Validity): RESTOptions['makeRequest'] =>
  (url, init) => {
    if (validity.holds()) return DefaultRestOptions.makeRequest(url, init)
    // Like a lost connection: it is tried again until the shard is given up or the process is sure of its part again.
    throw Object.assign(new Error('the database was not reached for too long: others may have taken over'), {
      code: 'ECONNABORTED',
    })
  }

const gatewayOf = async (rest: REST) =>
  gatewaySchema.parse(await rest.get(Routes.gatewayBot(), { headers: singleAttemptHeaders }))

/**
 * The bot as one of several processes that share a database: it answers on the shards that it holds at a time. Resolves once
 * it is a member; its shards start from then on.
 */
export const startSharded = async (config: Config, machine: Machine, health: Health): Promise<Bot> => {
  const place = databasePlace(config.databaseUrl)
  if (place.type !== 'postgres' || config.sharding === undefined)
    throw new StartError(
      'SHARDS needs PostgreSQL: processes agree there who does what. Set DATABASE_URL to it.',
    )
  const { count, perProcess } = config.sharding
  const { clock, log } = machine
  const onFault = createFaultLog(log, clock)
  const signals = createSignals(machine.signal)
  const validity = createValidity(clock)
  // The first requests ask and change nothing.
  validity.confirm(Number.MAX_SAFE_INTEGER)
  const discord = await connectToDiscord(config, machine, signals, whileValid(validity))
  const gateway = await startStep(() => gatewayOf(discord.rest), discord.watch.start)
  validity.end()
  const join = () =>
    openCluster({
      ...{ place, clock, onFault, capacity: perProcess },
      total: count === 'auto' ? gateway.shards : count,
    })
  const membership = createMembership({
    ...{ config, machine, onFault, validity, join },
    discord: { ...discord, maxConcurrency: gateway.session_start_limit.max_concurrency },
  })
  await membership.begin()
  health.started()
  return membership
}
