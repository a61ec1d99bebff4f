import { describe, expect, test } from 'vitest'
import { routeTo } from '../../src/discord/rest/route.ts'
import { createBuckets } from '../../src/pacing/buckets.ts'
import { createFakeClock } from '../world/fake-clock.ts'

const hook = '/webhooks/1100000000000000001/a-token'
const original = routeTo('PATCH', `${hook}/messages/@original`)
const followUp = routeTo('PATCH', `${hook}/messages/1100000000000000002`)

const answer = (bucket: string) => ({
  sentAt: 0,
  receivedAt: 60,
  bucket,
  window: { limit: 5, remaining: 4, resetAfter: 2_000 },
})

describe('the buckets', () => {
  test('a page’s first edit minds the bucket of the original response, until Discord says otherwise', () => {
    const buckets = createBuckets(createFakeClock())
    buckets.depart(original).answered(answer('one'))
    const find = buckets.finder(followUp)
    expect(find()).toBe(buckets.finder(original)())
    buckets.depart(followUp).answered(answer('another'))
    expect(find()).not.toBe(buckets.finder(original)())
  })
})
