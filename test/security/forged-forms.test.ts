import { expect, test } from 'vitest'
import { createOpenForms } from '../../commands/asking/open-forms.ts'
import { createFakeClock } from '../world/fake-clock.ts'

const secret = { quote: { author: 'Ada', where: '#greenhouse', text: 'rhubarb' }, attachments: [] }
const ada = { userId: '1', channelId: '10' }

test('a form of somebody else, or from another channel, gives nothing of what it was about', () => {
  const forms = createOpenForms(createFakeClock())
  forms.keep('5', ada, secret)
  expect(forms.take('5', { ...ada, userId: '2' })).toBeUndefined()
  expect(forms.take('5', { ...ada, channelId: '11' })).toBeUndefined()
  expect(forms.take('5', ada)).toEqual(secret)
})

test('a form that is sent a second time gives nothing', () => {
  const forms = createOpenForms(createFakeClock())
  forms.keep('5', ada, secret)
  forms.take('5', ada)
  expect(forms.take('5', ada)).toBeUndefined()
})

test('a form is let go when Discord takes no answer to it any more', async () => {
  const clock = createFakeClock()
  const forms = createOpenForms(clock)
  forms.keep('5', ada, secret)
  await clock.pass(15 * 60_000 + 1)
  forms.keep('6', ada, secret)
  expect(forms.take('5', ada)).toBeUndefined()
})
