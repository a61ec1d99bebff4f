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

/** What the trailer of an encrypted PDF holds. */
export const encrypted = `/Encrypt<</Filter/Standard/V 1/R 2/O<${'00'.repeat(32)}>/U<${'00'.repeat(32)}>/P -4>>/ID[<00><00>]`
