import type { LimitedRoute } from '../../pacing/bucket-table.ts'

/** A request's route as rate limits see it; `major` is the top-level resource. */
export type Route = {
  readonly method: string
  /** The path with every id and token replaced, such as `/channels/:id/messages/:id`. */
  readonly template: string
  /** The channel's or guild's id, or the webhook's id with its token. */
  readonly major: string
}

/** The route of a path without `/api/v10`. */
export const routeTo = (method: string, path: string): Route => {
  const plain = path.split('?', 1)[0]?.replace('%40original', '@original') ?? path
  const [, hook, , place] = majorIn.exec(plain) ?? []
  return {
    method: method.toUpperCase(),
    template: plain
      .replace(/^\/(webhooks|interactions)\/(\d+)\/[^/]+/, '/$1/$2/:token')
      .replaceAll(/\d{17,20}/g, ':id'),
    major: hook ?? place ?? 'global',
  }
}

const majorIn = /^\/webhooks\/((\d{17,20})\/[^/]+)|^\/(?:channels|guilds|webhooks)\/(\d{17,20})/

/** The path of a URL without `/api` and version. */
export const pathIn = (url: string): string => {
  const { pathname } = new URL(url)
  return pathname.replace(/^.*?\/v\d+(?=\/)/, '')
}

/** The route without its major resource: what shares a bucket id. */
export const kindOf = ({ method, template }: Route): string => `${method} ${template}`

/** Whether our scheduler paces this route, so that discord.js must not. discord.js writes `@original` URI-encoded. */
export const isPaced = (method: string, template: string): boolean =>
  paced.has(`${method.toUpperCase()} ${template.replace('%40original', '@original')}`)

const paced = new Set([
  'POST /channels/:id/messages',
  'PATCH /channels/:id/messages/:id',
  'POST /webhooks/:id/:token',
  'PATCH /webhooks/:id/:token/messages/@original',
  'PATCH /webhooks/:id/:token/messages/:id',
])

/**
 * Whether the application's global rate limit counts this route. It does not bind the endpoints of interactions
 * (https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints).
 */
export const isGlobal = ({ template }: Route): boolean =>
  !template.startsWith('/webhooks/:id/:token') && !template.startsWith('/interactions/')

/**
 * The route for pacing. The original response and follow-ups are messages of one token and probably share a bucket,
 * so until Discord says otherwise, the first edit of the second page counts what the first page has used.
 */
export const limitedRoute = (route: Route): LimitedRoute => {
  const kind = kindOf(route)
  const sibling = kind.includes('/@original')
    ? kind.replace('/@original', '/:id')
    : kind.replace(/(\/:token\/messages)\/:id$/, '$1/@original')
  return { kind, sibling, major: route.major, isGlobal: isGlobal(route) }
}
