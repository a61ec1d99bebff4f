import type { z } from 'zod'
import type { ApiError } from './answer.ts'
import { badRequest } from './errors.ts'

/** A request of a shape, or why the API would refuse it. */
export type Parsed<Request> =
  | { readonly type: 'request'; readonly request: Request }
  | { readonly type: 'refused'; readonly error: ApiError }

const sampling = ['temperature', 'top_p', 'top_k'] as const

const words = (issue: z.core.$ZodIssue): string => {
  const path = issue.path.join('.')
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  if (unknown === undefined) return `${path === '' ? 'request' : path}: ${issue.message}`
  if (sampling.some((name) => name === unknown))
    return `${unknown}: this parameter is no longer supported. Remove it from the request.`
  return `${path === '' ? unknown : `${path}.${unknown}`}: Extra inputs are not permitted`
}

/** The innermost complaint: of a union, that of the branch which came furthest. */
const deepest = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors
    .flat()
    .map(deepest)
    .sort((a, b) => b.path.length - a.path.length)[0]
  return inner === undefined ? issue : { ...inner, path: [...issue.path, ...inner.path] }
}

/** Reads a JSON body of the given shape. */
export const parseRequest = <Request>(body: unknown, shape: z.ZodType<Request>): Parsed<Request> => {
  if (body === undefined) return { type: 'refused', error: badRequest('The request body is not valid JSON.') }
  const { success, data, error } = shape.safeParse(body)
  if (success) return { type: 'request', request: data }
  const [issue] = error.issues
  return {
    type: 'refused',
    error: badRequest(issue === undefined ? 'Invalid request' : words(deepest(issue))),
  }
}
