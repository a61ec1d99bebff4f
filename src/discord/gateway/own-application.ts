import { ApplicationFlags, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { english } from '../../i18n/languages.ts'
import type { Log } from '../../log.ts'
import { escapeText } from '../../markdown/escape.ts'
import { singleAttemptHeaders } from '../rest/request-policy.ts'

/** What Discord says of the bot's own application. */
export type OwnApplication = {
  /**
   * Whether it may have the privileged message-content intent: asking for it otherwise would close the gateway
   * (https://docs.discord.com/developers/events/gateway#message-content-intent).
   */
  readonly messageContent: boolean
  /** Whether its profile says nothing about it. */
  readonly lacksDescription: boolean
  /** Who runs it, in Discord's Markdown: a mention of a person, or the name of a team. */
  readonly owner?: string
}

const applicationSchema = z.object({
  flags: z.number().default(0),
  description: z.string().optional().catch(undefined),
  owner: z.object({ id: z.string() }).optional().catch(undefined),
  team: z.object({ name: z.string() }).nullish().catch(undefined),
})

const allowed = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited

/** Asks Discord once, and rejects when that fails. */
export const readOwnApplication = async (rest: Pick<REST, 'get'>): Promise<OwnApplication> => {
  const read = await rest.get(Routes.currentApplication(), { headers: singleAttemptHeaders })
  const { flags, description, owner, team } = applicationSchema.parse(read)
  const named = team ? escapeText(team.name) : owner && `<@${owner.id}>`
  return {
    messageContent: (flags & allowed) !== 0,
    lacksDescription: description === '',
    ...(named && { owner: named }),
  }
}

/**
 * Gives the application a description, which its profile shows to everybody. Tries once, and logs how that went
 * (https://docs.discord.com/developers/resources/application#edit-current-application).
 */
export const fillProfile = async (rest: Pick<REST, 'patch'>, log: Pick<Log, 'info'>): Promise<void> => {
  try {
    const body = { description: english.profile }
    await rest.patch(Routes.currentApplication(), { body, headers: singleAttemptHeaders })
    log.info('the application had no description; its profile has one now')
  } catch (error) {
    log.info({ err: error }, 'the application has no description, and could not be given one')
  }
}
