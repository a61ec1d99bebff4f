import { expect, test } from 'vitest'
import type { OverAllowance } from '../../src/conversation/allowance.ts'
import { moreId, readMoreId } from '../../src/conversation/more-id.ts'

const snowflake = '18446744073709551615'
const askIn = { serverId: snowflake, channelId: snowflake, place: '1100000000000000101', grants: 9 }
const over: OverAllowance = {
  ...{ scope: 'member', setBy: 'server', unit: 'tokens', length: 'month' },
  ...{ limit: 1, spent: 1, freesAt: 1 },
}

test('what is asked for is read from the id of its button, which Discord takes', () => {
  expect(`ask-more:${moreId(over, askIn)}`.length).toBeLessThanOrEqual(100)
  expect(readMoreId(moreId(over, askIn))).toEqual({
    ...{ scope: 'member', unit: 'tokens', length: 'month' },
    ...askIn,
  })
  const inChannel = { ...askIn, place: snowflake }
  expect(readMoreId(moreId({ ...over, unit: 'microDollars' }, inChannel))).toMatchObject({
    ...{ unit: 'microDollars', place: snowflake },
  })
})

test.each(['member-day-microDollars', 'bot-day-usd-0-1-2', 'member-year-usd-0-1-2', ''])(
  'another id asks for nothing: %s',
  (id) => {
    expect(readMoreId(id)).toBeUndefined()
  },
)
