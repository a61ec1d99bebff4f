import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createFileReader } from '../../src/files/read-file.ts'
import { aPdf, encrypted, restricted } from './a-pdf.ts'

const readFile = createFileReader()

const picture = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#4a8' } })

const encoded = (text: string) => new TextEncoder().encode(text)

const fileOf = async (name: string, bytes: Uint8Array) => {
  const read = await readFile(name, bytes)
  if (read.type === 'refused') throw new Error(`${read.name}: ${read.refusal.kind}`)
  return read.file
}

const refusalOf = async (name: string, bytes: Uint8Array) => {
  const read = await readFile(name, bytes)
  return read.type === 'refused' ? read.refusal : null
}

describe('images', () => {
  test.each(['png', 'jpeg', 'webp', 'gif'] as const)('a small %s is given as it is', async (format) => {
    const bytes = new Uint8Array(await picture(40, 30).toFormat(format).toBuffer())
    expect(await fileOf(`a.${format}`, bytes)).toMatchObject({
      name: `a.${format}`,
      mediaType: `image/${format}`,
      bytes,
    })
  })

  test('one that is too large is scaled down and keeps its shape', async () => {
    const bytes = await picture(4000, 1000).png().toBuffer()
    const file = await fileOf('wide.png', bytes)
    expect(await sharp(file.bytes).metadata()).toMatchObject({ width: 1568, height: 392, format: 'png' })
  })

  test('a photograph is turned upright and loses where it was taken', async () => {
    const place = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }
    const bytes = await picture(120, 40).withExif(place).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const file = await fileOf('photo.jpg', bytes)
    const { width, height, exif } = await sharp(file.bytes).metadata()
    expect({ width, height, exif }).toEqual({ width: 40, height: 120, exif: undefined })
  })

  test('formats that Claude does not take are converted', async () => {
    for (const format of ['tiff', 'avif'] as const) {
      const bytes = await picture(40, 30).toFormat(format).toBuffer()
      expect((await fileOf(`a.${format}`, bytes)).mediaType).toBe('image/png')
    }
  })

  test('of a moving picture the first frame is given', async () => {
    const frame = { raw: { width: 32, height: 96, channels: 3 as const, pageHeight: 32 } }
    const bytes = await sharp(Buffer.from(Array.from({ length: 32 * 96 * 3 }, (_, n) => n % 250)), frame)
      .gif({ delay: [50, 50, 50] })
      .toBuffer()
    expect((await sharp(bytes).metadata()).pages).toBeGreaterThan(1)
    const file = await fileOf('a.gif', bytes)
    expect(await sharp(file.bytes).metadata()).toMatchObject({ width: 32, height: 32, format: 'png' })
  })

  /** A PNG whose header claims another size, depth (bits) and interlacing than it has. */
  const claiming = async (edge: number, { depth = 8, colour = 2, interlaced = 0 } = {}) => {
    const png = await picture(8, 8).png().toBuffer()
    png.writeUInt32BE(edge, 16)
    png.writeUInt32BE(edge, 20)
    png.set([depth, colour, 0, 0, interlaced], 24)
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
    return png
  }

  test.each([
    ['of 400 megapixels', 20_000, {}],
    ['of 3,600 megapixels', 60_000, {}],
    ['of 100 megapixels, of 16 bits and interlaced', 9_990, { depth: 16, colour: 6, interlaced: 1 }],
    ['of 81 megapixels, interlaced', 9_000, { interlaced: 1 }],
  ])('one %s, which would fill the memory, is refused with its size', async (_, edge, how) => {
    expect(await refusalOf('bomb.png', await claiming(edge, how))).toMatchObject({
      kind: 'too-many-pixels',
      pixels: edge * edge,
    })
  })

  test('a photograph of 108 megapixels is scaled, upright', async () => {
    const large = { create: { width: 12_000, height: 9_000, channels: 3, background: '#4a8' } } as const
    const bytes = await sharp(large).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await fileOf('large.jpg', bytes)).toMatchObject({
      mediaType: 'image/jpeg',
      width: 1176,
      height: 1568,
      tokens: 42 * 56,
    })
  })

  test.each([
    ['an icon', 16, 14],
    ['a line', 600, 3],
    ['a dot', 1, 1],
    ['a column', 2, 900],
    ['a very long line', 20_000, 5],
  ])('%s is made large enough for the API', async (_, width, height) => {
    const { bytes, mediaType } = await fileOf('tiny.png', await picture(width, height).png().toBuffer())
    const size = await sharp(bytes).metadata()
    expect(mediaType).toBe('image/png')
    expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(28)
    expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(1568)
  })

  test('half an image is refused', async () => {
    const bytes = await sharp({
      create: {
        width: 500,
        height: 500,
        channels: 3,
        background: '#123',
        noise: { type: 'gaussian', mean: 99, sigma: 60 },
      },
    })
      .jpeg()
      .toBuffer()
    expect(await refusalOf('cut.jpg', bytes.subarray(0, bytes.length / 2))).toEqual({ kind: 'bad-image' })
  })

  test('what a file is called and declared does not matter', async () => {
    const bytes = new Uint8Array(await picture(4, 4).png().toBuffer())
    expect((await fileOf('notes.txt', bytes)).mediaType).toBe('image/png')
    expect((await fileOf('photo.png', encoded('just words'))).mediaType).toBe('text/plain')
  })
})

describe('texts', () => {
  test.each([
    ['about PDFs', 'A file begins with %PDF-1.7 if it is one.\n'],
    ['that begins as a bitmap does', 'BMI;Gewicht\n22;70\n'],
    ['that begins as a song does', 'ID3 tags explained\n'],
    ['that begins as a picture does', 'GIF89a is a format\n'],
    ['that begins as an archive does', 'PK\nRar! no\n'],
  ])('one %s is text', async (_, text) => {
    expect(await fileOf('a', encoded(text))).toMatchObject({ mediaType: 'text/plain', bytes: encoded(text) })
  })

  test('one in another encoding that begins as a bitmap does is text too', async () => {
    // "BMI,体重" in Shift_JIS.
    const bytes = new Uint8Array(Buffer.from('BMI,\x91\xcc\x8fd\n22,70\n', 'latin1'))
    expect(new TextDecoder().decode((await fileOf('bmi.csv', bytes)).bytes)).toBe('BMI,体重\n22,70\n')
  })

  test('a guess at the encoding is told', async () => {
    const bytes = new Uint8Array(Buffer.from('caf\xe9\n', 'latin1'))
    expect(await readFile('menu.txt', bytes)).toMatchObject({ assumedEncoding: 'windows-1252' })
    expect(await readFile('menu.txt', encoded('café\n'))).not.toHaveProperty('assumedEncoding')
  })

  test.each([
    ['main.ts', 'const a = 1\n'],
    ['page.html', '<!doctype html><p>hi'],
    ['drawing.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['data.json', '{"a": "日本"}'],
    ['script', '#!/bin/sh\necho hi\n'],
    ['letter.txt', 'MZ is how this text begins'],
    ['mail.eml', 'From: a@example.com\r\nSubject: hi\r\n\r\nhello'],
  ])('%s is given as text', async (name, text) => {
    expect(await fileOf(name, encoded(text))).toMatchObject({
      name,
      mediaType: 'text/plain',
      bytes: encoded(text),
    })
  })

  test('text of another encoding is given in UTF-8', async () => {
    const utf16 = new Uint8Array(Buffer.from('\ufeffgrün', 'utf16le'))
    expect((await fileOf('a.txt', utf16)).bytes).toEqual(encoded('grün'))
  })

  test('one that is too long is refused with its size', async () => {
    expect(await refusalOf('long.log', encoded('日本語\n'.repeat(40_000)))).toMatchObject({
      kind: 'too-large',
    })
    expect(await refusalOf('longer.log', encoded('日本語\n'.repeat(400_000)))).toMatchObject({
      kind: 'too-large',
    })
  })
})

describe('PDFs', () => {
  test('one is given as it is', async () => {
    const bytes = aPdf(3)
    expect(await fileOf('a.pdf', bytes)).toMatchObject({
      name: 'a.pdf',
      mediaType: 'application/pdf',
      bytes,
      size: bytes.length,
      pages: 3,
      tokens: 9000,
    })
  })

  test.each([
    ['with a password', aPdf(1, encrypted), { kind: 'locked' }],
    ['that is encrypted without one', aPdf(1, restricted), { kind: 'locked' }],
    ['with too many pages', aPdf(2000), { kind: 'too-many-pages', pages: 2000, limit: 100 }],
    ['that is damaged', encoded('%PDF-1.7\n1 0 obj<</Type/Page>>endobj\nbroken'), { kind: 'bad-pdf' }],
    ['cut in half', aPdf(3).subarray(0, 60), { kind: 'bad-pdf' }],
    ['of too many bytes', aPdf(1, '', 15_000_001), { kind: 'too-large', limit: 15_000_000 }],
  ])('one %s is refused', async (_, bytes, refusal) => {
    expect(await refusalOf('a.pdf', bytes)).toMatchObject(refusal)
  })
})

const noise = Array.from({ length: 600 }, (_, n) => (n * n * 31 + n * 7) % 256)
const starting = (...head: readonly (number | string)[]) =>
  new Uint8Array([
    ...head.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [part])),
    ...noise,
  ])

test.each([
  ['nothing', new Uint8Array(), 'empty'],
  ['a zip', starting('PK', 3, 4, 20, 0, 0, 0, 8, 0), 'archive'],
  ['a gzip', starting(0x1f, 0x8b, 8, 0), 'archive'],
  ['a Windows program', starting('MZ', 0x90, 0), 'program'],
  ['a Linux program', starting(0x7f, 'ELF', 2, 1), 'program'],
  ['a song', starting('RIFF', 0, 1, 0, 0, 'WAVEfmt '), 'audio'],
  ['a film', starting(0, 0, 0, 0x18, 'ftypmp42', 0, 0, 0, 0), 'video'],
  ['an old Word document', starting(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'office'],
  ['noise', starting(0, 1, 2), 'unknown'],
])('%s is refused for what it is', async (_, bytes, kind) => {
  const refusal = await refusalOf('it', bytes)
  expect(refusal?.kind).toBe(kind)
})

test('a file that takes too long to read is refused', async () => {
  const timers: (() => void)[] = []
  const after = (_: number, then: () => void) => {
    timers.push(then)
    return () => {}
  }
  const reading = createFileReader({ ...systemClock, after })('a.txt', encoded('words'))
  while (timers.length === 0) await new Promise((resolve) => setImmediate(resolve))
  for (const then of timers) then()
  expect(await reading).toMatchObject({ type: 'refused', refusal: { kind: 'unreadable' } })
})

test('a large file of one person does not keep the small one of another waiting', async () => {
  const order: string[] = []
  const large = readFile('large.pdf', encoded(`%PDF-1.7\n${'/Count 1 '.repeat(600_000)}`)).then(() =>
    order.push('large'),
  )
  const small = readFile('small.txt', encoded('words')).then(() => order.push('small'))
  await Promise.all([large, small])
  expect(order).toEqual(['small', 'large'])
})
