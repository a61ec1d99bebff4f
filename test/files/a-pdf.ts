import { createHash } from 'node:crypto'

/** A PDF with so many pages, with more in its trailer, and made larger by so many bytes. */
export const aPdf = (pages: number, trailer = '', padding = 0): Uint8Array<ArrayBuffer> => {
  const ids = Array.from({ length: pages }, (_, n) => n + 3)
  const objects = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
    `2 0 obj<</Type/Pages/Count ${pages}/Kids[${ids.map((id) => `${id} 0 R`).join(' ')}]>>endobj\n`,
    ...ids.map((id) => `${id} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n`),
    `${pages + 3} 0 obj<</Length ${padding}>>stream\n${'x'.repeat(padding)}\nendstream endobj\n`,
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object) => {
    const at = text.length
    text += object
    return at
  })
  const xref = text.length
  const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
  text += `trailer<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${xref}\n%%EOF\n`
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** The stream cipher of old PDFs (ISO 32000-1, 7.6). */
const rc4 = (key: Uint8Array, data: Uint8Array): Uint8Array => {
  const state = Array.from({ length: 256 }, (_, n) => n)
  const swap = (a: number, b: number): void => {
    ;[state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0]
  }
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  let [i, j] = [0, 0]
  return data.map((byte) => {
    i = (i + 1) & 255
    j = (j + (state[i] ?? 0)) & 255
    swap(i, j)
    return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0)
  })
}

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
const owner = Buffer.alloc(32, 7)

const encryptedBy = (user: Uint8Array): string =>
  `/Encrypt<</Filter/Standard/V 1/R 2/O<${owner.toString('hex')}>/U<${Buffer.from(user).toString('hex')}>/P -4>>/ID[<00><00>]`

/** The trailer of a PDF that asks for a password. */
export const encrypted = encryptedBy(Buffer.alloc(32))

const key = createHash('md5')
  .update(padding)
  .update(owner)
  .update(Buffer.from([0xfc, 0xff, 0xff, 0xff, 0]))
  .digest()
  .subarray(0, 5)

/** The trailer of a PDF that everybody can open, and that is encrypted all the same: it forbids printing, for example. */
export const restricted = encryptedBy(rc4(key, padding))
