import { describe, expect, it } from 'vitest'
import { isGlobal, isPaced, kindOf, pathIn, routeTo } from '../../../src/discord/rest/route.ts'

const channel = '111111111111111111'
const message = '222222222222222222'
const hook = `333333333333333333/${'aW50ZXJhY3Rpb246MTIz'}`

describe('a route', () => {
  it.each([
    ['PATCH', `/channels/${channel}/messages/${message}`, 'PATCH /channels/:id/messages/:id', channel],
    ['post', `/channels/${channel}/messages?x=${message}`, 'POST /channels/:id/messages', channel],
    ['POST', `/webhooks/${hook}?wait=true`, 'POST /webhooks/:id/:token', hook],
    [
      'PATCH',
      `/webhooks/${hook}/messages/%40original`,
      'PATCH /webhooks/:id/:token/messages/@original',
      hook,
    ],
    ['PATCH', `/webhooks/${hook}/messages/${message}`, 'PATCH /webhooks/:id/:token/messages/:id', hook],
    ['GET', `/guilds/${channel}/roles`, 'GET /guilds/:id/roles', channel],
    ['POST', `/webhooks/${channel}`, 'POST /webhooks/:id', channel],
    ['POST', `/interactions/${message}/tok/callback`, 'POST /interactions/:id/:token/callback', 'global'],
    ['GET', '/gateway/bot', 'GET /gateway/bot', 'global'],
  ])('%s %s is counted by its kind and its major resource', (method, path, kind, major) => {
    const route = routeTo(method, path)
    expect([kindOf(route), route.major]).toEqual([kind, major])
  })

  it('is found in a whole address', () => {
    expect(pathIn(`https://discord.com/api/v10/channels/${channel}/messages?wait=true`)).toBe(
      `/channels/${channel}/messages`,
    )
  })

  it('is paced where replies are shown, and nowhere else', () => {
    const isShown = (method: string, path: string) => isPaced(method, routeTo(method, path).template)
    expect(isShown('POST', `/channels/${channel}/messages`)).toBe(true)
    expect(isShown('patch', `/channels/${channel}/messages/${message}`)).toBe(true)
    expect(isShown('POST', `/webhooks/${hook}`)).toBe(true)
    expect(isShown('PATCH', `/webhooks/${hook}/messages/@original`)).toBe(true)
    expect(isShown('PATCH', `/webhooks/${hook}/messages/${message}`)).toBe(true)
    expect(isShown('DELETE', `/channels/${channel}/messages/${message}`)).toBe(false)
    expect(isShown('POST', `/channels/${channel}/typing`)).toBe(false)
  })

  it('is paced also in the form in which discord.js asks about it', () => {
    expect(isPaced('PATCH', '/webhooks/:id/:token/messages/%40original')).toBe(true)
    expect(isPaced('PATCH', '/webhooks/:id/:token/messages/@original')).toBe(true)
    expect(isPaced('GET', '/webhooks/:id/:token/messages/%40original')).toBe(false)
  })

  it('counts towards the global limit unless it is of an interaction', () => {
    expect(isGlobal(routeTo('PATCH', `/channels/${channel}/messages/${message}`))).toBe(true)
    expect(isGlobal(routeTo('PATCH', `/webhooks/${hook}/messages/@original`))).toBe(false)
    expect(isGlobal(routeTo('POST', `/interactions/${message}/tok/callback`))).toBe(false)
  })
})
