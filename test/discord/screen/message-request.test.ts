import { expect, test } from 'vitest'
import { messageBody } from '../../../src/discord/screen/message-request.ts'

const target = { channelId: '1100000000000000101', messageIds: ['1100000000000000001'] }
const page = { content: 'new', controls: [] }

test('an edit to a page without a file takes the file of the page before away', () => {
  expect(messageBody(page, target).attachments).toEqual([])
})

test('a file is named by the id of its part, as a string', () => {
  const file = { name: 'answer.md', text: 'all of it' }
  expect(messageBody({ ...page, file }, target).attachments).toEqual([{ id: '0', filename: 'answer.md' }])
})

test('nobody is pinged, whatever the page says, but the one person whom a notice is for', () => {
  const content = '@everyone <@1100000000000000012>'
  expect(messageBody({ ...page, content }, target).allowed_mentions).toEqual({
    parse: [],
    replied_user: false,
  })
  expect(messageBody(page, { ...target, pings: '1100000000000000011' }).allowed_mentions).toMatchObject({
    parse: [],
    users: ['1100000000000000011'],
  })
})
