import { ApplicationFlags, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { singleAttemptHeaders } from '../rest/request-policy.ts'

const applicationSchema = z.object({ flags: z.number().default(0) })

const allowed = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited

/**
 * Whether the application may have the privileged message-content intent: asking for it otherwise would close the
 * gateway (https://docs.discord.com/developers/events/gateway#message-content-intent). Asks Discord once, and rejects when
 * that fails.
 */
export const mayReadMessages = async (rest: Pick<REST, 'get'>): Promise<boolean> => {
  const application = await rest.get(Routes.currentApplication(), { headers: singleAttemptHeaders })
  return (applicationSchema.parse(application).flags & allowed) !== 0
}
