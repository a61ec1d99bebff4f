import { createServer } from 'node:http'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { createReadAttachments, fileOrigins } from '../../../src/discord/attachments/read-attachments.ts'
import type { NewFile } from '../../../src/sandbox/discord/files.ts'
import { givingStage } from '../../commands/settings-stage.ts'
import { aPdf, encrypted } from '../../files/a-pdf.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'

let world: BotWorld
const { run, ended, told, asks, last } = givingStage(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const file = (filename: string, bytes: string | Uint8Array, contentType = 'text/plain'): NewFile => ({
  filename,
  contentType,
  bytes: Buffer.from(bytes),
})

const archive = file('plants.zip', Buffer.from('504b03040a00000000000000', 'hex'), 'application/zip')

const picture = async (): Promise<NewFile> => {
  const bytes = await sharp({ create: { width: 3000, height: 1000, channels: 3, background: '#484' } })
    .png()
    .toBuffer()
  return file('leaf.png', bytes, 'image/png')
}

describe('/ask with files', () => {
  test('gives Claude text, code in another encoding, and an image scaled down', async () => {
    run('ask', {
      prompt: 'What are these? [1]',
      file: file('notes.md', 'The fern likes shade.'),
      file2: file('old.txt', Buffer.from('Gr\xfc\xdfe', 'latin1')),
      file3: await picture(),
    })
    await ended('')
    expect(last()).toContain('The fern likes shade.')
    expect(last()).toContain('Grüße')
    const data = /"media_type":"image\/png","data":"([^"]+)"/.exec(last())?.[1] ?? ''
    expect(await sharp(Buffer.from(data, 'base64')).metadata()).toMatchObject({ width: 1568 })
  })

  test('gives Claude a PDF whole, and text from UTF-16 and Shift_JIS as it reads', async () => {
    const pdf = aPdf(3)
    run('ask', {
      prompt: 'What are these?',
      file: file('fern.pdf', pdf, 'application/pdf'),
      file2: file('wide.txt', Buffer.from('\ufeffDer Farn mag Schatten – grün.', 'utf16le')),
      // 「羊歯は日陰を好みます。」 as Windows in Japan writes it.
      file3: file('shade.txt', Buffer.from('97728e9582cd93fa894182f08d4482dd82dc82b78142', 'hex')),
    })
    await ended('')
    expect(last()).toContain(
      `"type":"document","title":"fern.pdf","source":{"type":"base64","media_type":"application/pdf","data":"${Buffer.from(pdf).toString('base64')}"}`,
    )
    expect(last()).toContain('Der Farn mag Schatten – grün.')
    expect(last()).toContain('羊歯は日陰を好みます。')
  })

  test('says why a PDF is not read: too many pages, or a password', async () => {
    const act = run('ask', {
      prompt: 'And these?',
      file: file('long.pdf', aPdf(101), 'application/pdf'),
      file2: file('secret.pdf', aPdf(1, encrypted), 'application/pdf'),
    })
    const { content } = await told(act)
    expect(content).toContain('**long.pdf**: it has 101 pages (the limit is 100)')
    expect(content).toContain('**secret.pdf**: it needs a password')
    expect(last()).not.toContain('"document"')
  })

  test('keeps them for later turns, also after a restart when their addresses are dead', async () => {
    run('ask', { prompt: 'Read this', file: file('notes.md', 'The fern likes shade.') })
    await ended('')
    await world.restart()
    await asks('What does it like?')
    expect(last()).toContain('The fern likes shade.')
  })

  test('says kindly what it cannot read, and answers with the rest', async () => {
    const act = run('ask', { prompt: 'And this?', file: archive, file2: file('a.txt', 'A fern.') })
    expect((await told(act)).content).toMatch(/couldn’t read \*\*plants\.zip\*\*: I don’t open archives/)
    expect(last()).toContain('A fern.')
  })

  test('says it in Japanese where Discord is Japanese', async () => {
    const act = run('ask', { prompt: 'これは？', file: archive }, { userId: people.aoi })
    expect((await told(act)).content).toContain('圧縮ファイルは開けません')
  })
})

describe('files on messages', () => {
  const say = (content: string, attachments: readonly NewFile[]) =>
    world.discord.say({
      channelId: places.general,
      userId: people.ada,
      content: `<@${world.discord.application.botId}> ${content}`,
      attachments,
    })

  test('reach Claude, also without a word', async () => {
    say('', [file('notes.md', 'The fern likes shade.')])
    await ended('')
    expect(last()).toContain('The fern likes shade.')
  })

  test('are told of in a reply if none can be read, and nothing is asked', async () => {
    const { id } = say('', [archive])
    const reply = await world.discord.until(() =>
      world.discord.messages(places.general).find(({ content }) => content.includes('I don’t open archives')),
    )
    expect(reply.reference?.messageId).toBe(id)
    expect(last()).toBeUndefined()
  })
})

test('nothing is ever fetched from another host, whatever a message says', async () => {
  const asked: string[] = []
  const elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('secret')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const address = elsewhere.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const readAttachments = createReadAttachments(
    fileOrigins({ apiUrl: world.discord.url, cdnOrigins: [] }),
    systemClock,
  )
  const urls = [
    `http://127.0.0.1:${port}/attachments/1/2/a.txt`,
    `http://localhost:${port}/`,
    `http://cdn.discordapp.com@127.0.0.1:${port}/a.txt`,
    'file:///etc/hostname',
  ]
  const given = await readAttachments(
    urls.map((url, at) => ({ id: String(at), name: 'a.txt', url, size: 6 })),
  )
  expect(given.files).toEqual([])
  expect(given.refused.map(({ why }) => why.kind)).toEqual(urls.map(() => 'elsewhere'))
  expect(asked).toEqual([])
  await new Promise((resolve) => elsewhere.close(resolve))
})

test('one question brings no more than a request to Claude can hold; what still fits behind it is taken', async () => {
  const pdf = aPdf(1, '', 12_000_000)
  const files = createServer((request, response) => {
    response.end(request.url === '/small' ? 'A fern.' : pdf)
  })
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve))
  const address = files.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const given = await createReadAttachments(
    [origin],
    systemClock,
  )(
    ['first.pdf', 'second.pdf', 'small'].map((name) => ({
      id: name,
      name,
      url: `${origin}/${name}`,
      size: 1,
    })),
  )
  expect(given.files.map(({ name }) => name)).toEqual(['first.pdf', 'small'])
  expect(given.refused).toMatchObject([{ name: 'second.pdf', why: { kind: 'too-much' } }])
  await new Promise((resolve) => files.close(resolve))
})

test('with Discord itself only its two hosts for files are asked', () => {
  expect(fileOrigins({ apiUrl: 'https://discord.com/api', cdnOrigins: [] })).toEqual([
    'https://cdn.discordapp.com',
    'https://media.discordapp.net',
  ])
})

test('with another server its own host and its CDNs are asked too', () => {
  const origins = fileOrigins({
    apiUrl: 'https://chat.example:8443/api',
    cdnOrigins: ['https://cdn.example', 'http://10.0.0.1:3003'],
  })
  expect(origins.slice(2)).toEqual([
    'https://chat.example:8443',
    'https://cdn.example',
    'http://10.0.0.1:3003',
  ])
})
