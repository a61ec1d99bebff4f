import { type RouteName, routeLimits } from './limits.ts'

/** The route that a request goes to, and what stands in the places of its template. */
export type RouteMatch = { readonly route: RouteName; readonly params: Readonly<Record<string, string>> }

type Template = { readonly route: RouteName; readonly method: string; readonly segments: readonly string[] }

const isRouteName = (name: string): name is RouteName => Object.hasOwn(routeLimits, name)

const templates: readonly Template[] = Object.keys(routeLimits)
  .filter(isRouteName)
  .map((route) => {
    const [method = '', path = ''] = route.split(' ')
    return { route, method, segments: path.split('/') }
  })

/** A template with more fixed words is the nearer one: `/messages/@original` before `/messages/:message_id`. */
const fixedWords = ({ segments }: Template): number => segments.filter((it) => !it.startsWith(':')).length

const ordered = templates.toSorted((a, b) => fixedWords(b) - fixedWords(a))

const fits = (template: Template, path: readonly string[]): boolean =>
  template.segments.length === path.length &&
  template.segments.every((segment, index) => segment.startsWith(':') || segment === path[index])

const paramsOf = (template: Template, path: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    template.segments.flatMap((segment, index) =>
      segment.startsWith(':') ? [[segment.slice(1), path[index] ?? '']] : [],
    ),
  )

/** The route for a method and a path below the version; or whether at least the path is known. */
export const matchRoute = (method: string, path: string): RouteMatch | 'unknown path' | 'unknown method' => {
  const segments = path.split('/').map((segment) => decodeURIComponent(segment))
  const candidates = ordered.filter((template) => fits(template, segments))
  const template = candidates.find((candidate) => candidate.method === method)
  if (template !== undefined) return { route: template.route, params: paramsOf(template, segments) }
  return candidates.length > 0 ? 'unknown method' : 'unknown path'
}

/** The resource by which a bucket is kept: channel, guild, or webhook with its token. */
export const majorOf = ({ params }: RouteMatch): string => {
  const { channel_id: channel, guild_id: guild, webhook_id: webhook, webhook_token: token } = params
  if (webhook !== undefined) return `${webhook}/${token ?? ''}`
  return channel ?? guild ?? 'global'
}
