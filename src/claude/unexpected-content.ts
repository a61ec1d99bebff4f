import { Failed } from '../conversation/failure.ts'
import { failureOfErrorEvent } from './failures.ts'
import { plainDetail, withoutTags } from './plain-detail.ts'
import { parseStreamEvent } from './stream-event.ts'

/** As much of a body as is looked at, in characters. */
const excerpt = 2_000

const isStream = (contentType: string | null): boolean =>
  contentType === null || !/^\s*(text\/html|application\/(\w+\+)?json)/i.test(contentType)

/**
 * Throws `Failed` when a good status brings something other than a stream: a proxy's sign-in page, an error with
 * status 200, or a gateway that does not stream.
 */
export const refuseOtherContent = async (response: Response): Promise<void> => {
  const type = response.headers.get('content-type')
  if (isStream(type)) return
  const body = (await response.text()).slice(0, excerpt)
  const event = readEvent(body)
  if (event?.type === 'error') throw new Failed(failureOfErrorEvent(event.error))
  throw new Failed({
    kind: 'misconfigured',
    detail: plainDetail(`HTTP ${response.status} with ${type} instead of a stream: ${withoutTags(body)}`),
  })
}

const readEvent = (body: string): ReturnType<typeof parseStreamEvent> => {
  try {
    return parseStreamEvent(null, body)
  } catch {
    return undefined
  }
}
