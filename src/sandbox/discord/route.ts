import type { NewFile } from './files.ts'
import type { Json } from './json.ts'
import type { RouteName } from './limits.ts'
import type { World } from './world.ts'

/** A request as a route sees it. */
export type RouteRequest = {
  readonly world: World
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly json: Json | undefined
  readonly files: ReadonlyMap<string, NewFile>
}

/** What a route answers; without a body if there is none. */
export type Answer = { readonly status: number; readonly body?: Json }

/** Does what a request asks, at once, or throws a Refusal before it has changed anything. */
export type Route = (request: RouteRequest) => Answer

/** Some of the routes. */
export type Routes = Partial<Record<RouteName, Route>>

/** What stands in a place of the route's template. */
export const param = (request: RouteRequest, name: string): string => {
  const value = request.params[name]
  if (value === undefined) throw new Error(`The route has no place named "${name}"`)
  return value
}

/** 204: done, nothing to say. */
export const noContent: Answer = { status: 204 }

/** 200 with a body. */
export const ok = (body: Json): Answer => ({ status: 200, body })
