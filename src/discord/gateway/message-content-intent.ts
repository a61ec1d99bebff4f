import { ApplicationFlags, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { singleAttemptHeaders } from '../rest/request-policy.ts'

const applicationSchema = z.object({ flags: z.number().default(0) })

const allowed = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited

/**
 * Whether the application has the privileged message-content intent. Requesting it otherwise would close the gateway
 * (https://docs.discord.com/developers/events/gateway#message-content-intent). Makes one request; rejects if that
 * fails.
 */
export const mayReadMessages = async (rest: Pick<REST, 'get'>): Promise<boolean> => {
  const application = await rest.get(Routes.currentApplication(), { headers: singleAttemptHeaders })
  return (applicationSchema.parse(application).flags & allowed) !== 0
}
