import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '../../../src/sandbox/page/act.ts'
import { type Page, servePage } from '../../../src/sandbox/page/serve-page.ts'

const bundle = { html: '<p>the page</p>', css: '', script: '' }

const files = [
  { id: '1', type: 'image/png', name: 'a.png', bytes: new Uint8Array([1]) },
  { id: '2', type: 'text/html', name: 'あ.html', bytes: new Uint8Array([2]) },
]

describe('the page’s server', () => {
  const acts: Act[] = []
  let page: Page

  beforeAll(async () => {
    const world = {
      snapshot: () => {
        throw new Error('not asked for')
      },
      subscribe: () => () => {},
      carryOut: async (act: Act) => {
        acts.push(act)
        return {}
      },
      file: (id: string) => files.find((file) => file.id === id),
    }
    page = await servePage(world, bundle, 0)
  })
  afterAll(() => page.close())

  const act = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${page.url}/act`, { method: 'POST', body: JSON.stringify(body), headers })

  test('an act of the page is carried out', async () => {
    const response = await act({ type: 'latency', ms: 5 }, { origin: page.url })
    expect(await response.json()).toEqual({})
    expect(acts.splice(0)).toEqual([{ type: 'latency', ms: 5 }])
  })

  test('an act of another site is refused', async () => {
    const response = await act({ type: 'latency', ms: 5 }, { origin: 'https://example.com' })
    expect(response.status).toBe(403)
    expect(acts).toEqual([])
  })

  test('a name that only leads to this machine is refused', async () => {
    const status = await new Promise((resolve) => {
      request(page.url, { headers: { host: 'example.com' } }, (response) =>
        resolve(response.statusCode),
      ).end()
    })
    expect(status).toBe(403)
  })

  test('what is no act is told so, and nothing is done', async () => {
    const response = await act({ type: 'latency', ms: -1 })
    expect(await response.json()).toHaveProperty('problem')
    expect(acts).toEqual([])
  })

  test('pictures are shown, and all else is only downloaded', async () => {
    const picture = await fetch(`${page.url}/file/1`)
    const other = await fetch(`${page.url}/file/2`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(other.headers.get('content-type')).toBe('application/octet-stream')
    expect(other.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%E3%81%82.html")
  })

  test('a port that is taken is passed over', async () => {
    const port = Number(new URL(page.url).port)
    const next = await servePage({ ...neverAsked }, bundle, port)
    expect(Number(new URL(next.url).port)).toBeGreaterThan(port)
    await next.close()
  })
})

const neverAsked = {
  snapshot: () => {
    throw new Error('not asked for')
  },
  subscribe: () => () => {},
  carryOut: async () => ({}),
  file: () => undefined,
}
