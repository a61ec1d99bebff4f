import { type REST, RequestMethod } from 'discord.js'
import type { Page, PageFile } from '../../display/page.ts'
import { toComponents } from '../interactions/components.ts'
import { singleAttemptHeaders } from '../rest/request-policy.ts'
import type { MessageRoute, Target } from './target.ts'

const methods = {
  POST: RequestMethod.Post,
  PATCH: RequestMethod.Patch,
  DELETE: RequestMethod.Delete,
} as const satisfies Record<MessageRoute['method'], RequestMethod>

/** `once`: no retries, because the next change carries newer text. `retried`: the usual policy. */
export type Tries = 'once' | 'retried'

/** One request for a message of a reply. */
export type MessageRequest = {
  readonly route: MessageRoute
  readonly json?: object
  readonly file?: PageFile | undefined
  readonly tries?: Tries
}

/** Sends the request; resolves with what Discord answers. */
export const sendMessageRequest = async (
  rest: Pick<REST, 'request'>,
  { route, json, file, tries = 'once' }: MessageRequest,
): Promise<unknown> =>
  rest.request({
    method: methods[route.method],
    fullRoute: route.path,
    auth: route.authenticated,
    ...(tries === 'once' && { headers: singleAttemptHeaders }),
    ...(json && { body: json }),
    ...(file && { files: [{ name: file.name, data: Buffer.from(file.text), contentType: 'text/markdown' }] }),
  })

/** The body of a message for a page. An edit without attachments removes the old ones. */
export const messageBody = (page: Page, target: Target) => ({
  content: page.content,
  components: toComponents(page.controls),
  attachments: page.file ? [{ id: '0', filename: page.file.name }] : [],
  allowed_mentions: allowedMentions(target),
})

/**
 * Pings nobody except the one person whom a notice is for. Every request needs this, because Discord parses the
 * mentions of an edit again.
 */
const allowedMentions = ({ pings }: Target) => ({
  parse: [],
  replied_user: false,
  ...(pings && { users: [pings] }),
})
